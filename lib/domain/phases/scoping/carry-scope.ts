import type { LeftBehind } from '../../phase/carried';
import { NOT_YET_DECIDED } from '../../phase/review-fields';
import type { ScopedAttribute } from './scope-item';

/** What a scope begins with beside an earlier cycle's. */
export interface CarriedScope {
  attributes: ScopedAttribute[];
  /** Codes of those of which reason and approach are carried. */
  carried: string[];
  left: LeftBehind[];
}

/**
 * Attributes recommended of now, undecided, with the reason and the approach that people gave in an earlier cycle. Recommendations are never
 * carried: they follow from what is approved in this cycle.
 */
export function carryScope(before: readonly ScopedAttribute[], now: readonly ScopedAttribute[]): CarriedScope {
  const former = new Map(before.map((attribute) => [attribute.code, attribute]));
  const there = new Set(now.map(({ code }) => code));
  const carried: string[] = [];
  const attributes = now.map((attribute) => {
    const earlier = former.get(attribute.code);
    if (earlier === undefined) return attribute;
    carried.push(attribute.code);
    const { decisionReason, approach } = earlier;
    return { ...attribute, decisionReason, approach, ...NOT_YET_DECIDED };
  });
  const left = before
    .filter(({ code }) => !there.has(code))
    .map(({ code, name }) => ({ key: code, name, why: 'Planning of this cycle does not include it.' }));
  return { attributes, carried, left };
}
