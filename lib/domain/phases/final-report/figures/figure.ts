import type { Cite, Figure } from '../../../phase/figure';

/** Characters that a code cannot hold, and the full stop that joins its parts. */
const JOINING = /[{}%.\s]/gu;

/** The code of a figure from its parts, such as an attribute's code: "attribute.INCOME.failed". */
export function figureCode(...parts: readonly string[]): string {
  return parts.map((part) => part.replace(JOINING, (character) => (character === '.' ? '%2E' : encodeURIComponent(character)))).join('.');
}

/** "1,402". */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** "59 of 60 (98.3 %)"; without a share where there is nothing to have a share of. */
export function shareText(part: number, whole: number, share: string | null): string {
  const of = `${countText(part)} of ${countText(whole)}`;
  return share === null ? of : `${of} (${share} %)`;
}

/** Cites each version once, in their order. */
function onceEach(cites: readonly Cite[]): Cite[] {
  return [...new Map(cites.map((cite) => [`${cite.phase}/${cite.instance}`, cite])).values()];
}

/** A figure that rests on versions; none where it would rest on no version at all. */
export function figure(code: string, label: string, value: string, rule: string, cites: readonly Cite[]): Figure[] {
  const cited = onceEach(cites);
  return cited.length === 0 ? [] : [{ code, label, value, rule, cites: cited }];
}
