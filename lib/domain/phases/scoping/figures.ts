import { percent } from '../../percent';
import type { ScopedAttribute } from './scope-item';

/** Risk from which an attribute is of high risk, of 10 (the bands of Planning's summary). */
export const HIGH_RISK = 7;

export interface ScopeFigures {
  attributes: number;
  test: number;
  skip: number;
  keys: number;
  undecided: number;
  accepted: number;
  declined: number;
  overridden: number;
  /** Attributes in scope (to test, or keys), of all; per cent with one place, null where there are none. */
  inScopePercent: string | null;
  /** Attributes tested though not recommended, of those decided. */
  overridesPercent: string | null;
  /** Attributes decided as recommended, of those decided. */
  agreementPercent: string | null;
}

/** The figures of a scope (domain.md, "3 Scoping"). Keys count as in scope and are nobody's decision. */
export function scopeFigures(attributes: readonly Pick<ScopedAttribute, 'finalScoping' | 'decision'>[]): ScopeFigures {
  const count = (is: (attribute: Pick<ScopedAttribute, 'finalScoping' | 'decision'>) => boolean) => attributes.filter(is).length;
  const [test, skip, keys] = (['test', 'skip', 'key'] as const).map((scoping) => count((one) => one.finalScoping === scoping)) as [
    number,
    number,
    number,
  ];
  const [accepted, declined, overridden] = (['accept', 'decline', 'override'] as const).map((decision) =>
    count((one) => one.finalScoping !== 'key' && one.decision === decision),
  ) as [number, number, number];
  const decided = accepted + declined + overridden;
  return {
    attributes: attributes.length,
    test,
    skip,
    keys,
    undecided: attributes.length - test - skip - keys,
    accepted,
    declined,
    overridden,
    inScopePercent: percent(test + keys, attributes.length),
    overridesPercent: percent(overridden, decided),
    agreementPercent: percent(accepted, decided),
  };
}

export const COVERAGE_KINDS = ['cde', 'historical-issue', 'failed-rules', 'high-risk'] as const;
export type CoverageKind = (typeof COVERAGE_KINDS)[number];

export const COVERAGE_LABELS: Record<CoverageKind, string> = {
  cde: 'Critical data elements',
  'historical-issue': 'Historical issues',
  'failed-rules': 'Attributes with failed rules',
  'high-risk': `High risk (${HIGH_RISK} to 10)`,
};

const MATTERS: Record<CoverageKind, (attribute: ScopedAttribute) => boolean> = {
  cde: (attribute) => attribute.cde,
  'historical-issue': (attribute) => attribute.historicalIssue,
  'failed-rules': (attribute) => attribute.failedRules > 0,
  'high-risk': (attribute) => (attribute.risk ?? 0) >= HIGH_RISK,
};

/** Whether an attribute is of a kind that the coverage is counted for. */
export function isOfKind(attribute: ScopedAttribute, kind: CoverageKind): boolean {
  return MATTERS[kind](attribute);
}

/** Whether an attribute is in scope: to test, or a key. An undecided one is not, yet. */
export function isInScope({ finalScoping }: Pick<ScopedAttribute, 'finalScoping'>): boolean {
  return finalScoping === 'test' || finalScoping === 'key';
}

export interface Coverage {
  kind: CoverageKind;
  inScope: number;
  /** Decided and left out. */
  leftOut: number;
  undecided: number;
  all: number;
  /** The share of the kind that is in scope, in per cent with one place; null where there are none of the kind. */
  percent: string | null;
}

/** How much of what matters is in scope, by kind. */
export function scopeCoverage(attributes: readonly ScopedAttribute[]): Coverage[] {
  return COVERAGE_KINDS.map((kind) => {
    const those = attributes.filter((attribute) => isOfKind(attribute, kind));
    const inScope = those.filter(isInScope).length;
    const undecided = those.filter((attribute) => attribute.finalScoping === null).length;
    return {
      kind,
      inScope,
      leftOut: those.length - inScope - undecided,
      undecided,
      all: those.length,
      percent: percent(inScope, those.length),
    };
  });
}
