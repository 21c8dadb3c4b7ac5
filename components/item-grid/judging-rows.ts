import type { ItemRow } from '#contract/views/row-views';
import { JUDGED_FIELD } from '#domain/phase/recorded';
import type { Verdict } from '#domain/phase/verdicts';

/** One verdict on rows, bound to what is judged of each as it is on screen. */
export function judging(rows: readonly ItemRow[], verdict: Verdict, reason: string) {
  return rows.map(({ key, data }) => ({ itemKey: key, verdict, reason, seenHash: String(data[JUDGED_FIELD]) }));
}
