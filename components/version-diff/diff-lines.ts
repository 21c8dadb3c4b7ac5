import type { DiffRow } from '#contract/views/diff-views';

/** Rows left out between two shown ones. The keys are those of the rows beside it; null at an end. */
export interface Fold {
  id: string;
  count: number;
  after: string | null;
  before: string | null;
}

/** A line of the list: a row, or a fold that opens. */
export type DiffLine = { key: string; row: DiffRow; fold: null } | { key: string; row: null; fold: Fold };

const AT_END = 'fold at the end';

/** The list: rows with folds where rows were left out, and what was unfolded of them so far in its place. */
export function linesOf(rows: readonly DiffRow[], foldedAfter: number, unfolded: ReadonlyMap<string, readonly DiffRow[]>): DiffLine[] {
  const lines: DiffLine[] = [];
  const push = (row: DiffRow) => lines.push({ key: row.key, row, fold: null });
  const fold = (id: string, folded: number, before: string | null) => {
    const opened = unfolded.get(id) ?? [];
    for (const row of opened) push(row);
    const count = folded - opened.length;
    if (count > 0) lines.push({ key: id, row: null, fold: { id, count, after: lastItem(lines), before } });
  };
  for (const row of rows) {
    if (row.folded > 0) fold(`fold before ${row.key}`, row.folded, row.key);
    push(row);
  }
  if (foldedAfter > 0) fold(AT_END, foldedAfter, null);
  return lines;
}

/** Facts come before all items, so what is folded after one begins with the first item. */
function lastItem(lines: readonly DiffLine[]): string | null {
  const last = lines.at(-1)?.row;
  return last && !last.isFact ? last.key : null;
}
