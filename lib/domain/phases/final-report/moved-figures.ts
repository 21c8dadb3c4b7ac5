import { canonicalJson } from '../../item/canonical-json';
import type { Figure } from '../../phase/figure';

/** A figure on both sides of a comparison; null where it is missing. */
export interface MovedFigure {
  code: string;
  label: string;
  before: string | null;
  after: string | null;
}

/** The figures whose values or rules differ, in the order in which they are read. Other versions that say the same move nothing. */
export function movedFigures(before: readonly Figure[], after: readonly Figure[]): MovedFigure[] {
  const [was, is] = [new Map(before.map((one) => [one.code, one])), new Map(after.map((one) => [one.code, one]))];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((code) => {
    const [then, now] = [was.get(code), is.get(code)];
    if (then?.value === now?.value && then?.rule === now?.rule) return [];
    return [{ code, label: now?.label ?? then?.label ?? code, before: then?.value ?? null, after: now?.value ?? null }];
  });
}

/** Whether two lists of figures are the same with all that they cite. */
export function sameFigures(before: readonly Figure[], after: readonly Figure[]): boolean {
  return canonicalJson([...before]) === canonicalJson([...after]);
}
