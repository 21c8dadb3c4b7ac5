import type { InboxRow } from '#contract/views/work-views';

/** Picks the rows that a bulk decision takes: versions that wait for one. Signatures are given one by one and stay out. */
export function decidedTogether(rows: readonly InboxRow[]): InboxRow[] {
  return rows.filter((row) => row.kind === 'decide' && !row.signs && row.versionId !== null && row.versionHash !== null);
}
