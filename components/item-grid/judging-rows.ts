import type { ItemRow } from '#contract/views/row-views';
import { JUDGED_FIELD } from '#domain/phase/recorded';
import type { Verdict } from '#domain/phase/verdicts';

/** What a verdict needs to know of a row. */
export type JudgedRow = Pick<ItemRow, 'key' | 'data' | 'hash'>;

/** One verdict on rows, bound to what is judged of each as it is on screen: its judged part, or all of it where it has none. */
export function judging(rows: readonly JudgedRow[], verdict: Verdict, reason: string) {
  return rows.map(({ key, data, hash }) => {
    const judged = data[JUDGED_FIELD];
    return { itemKey: key, verdict, reason, seenHash: typeof judged === 'string' ? judged : hash };
  });
}
