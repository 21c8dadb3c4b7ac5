import type { DiffRow } from '#contract/views/diff-views';

/** Rows left out between two shown ones. The keys are those of the rows beside it; null at an end. */
export interface Fold {
  id: string;
  count: number;
  after: string | null;
  before: string | null;
  /** Facts of one kind that stand in one line, read already; null for rows that were left out. */
  facts: { rows: readonly DiffRow[]; noun: { one: string; many: string } } | null;
}

/** Says what a fact is one of (`PhaseDefinition.factNoun`). */
type FactNoun = (key: string) => { one: string; many: string } | null;

/** A line of the list: a row, or a fold that opens. */
export type DiffLine = { key: string; row: DiffRow; fold: null } | { key: string; row: null; fold: Fold };

const AT_END = 'fold at the end';

/**
 * The list: rows with folds where rows were left out, and what was unfolded of them so far in its place. New and changed facts
 * of one kind (draws) stand in one line until that is opened.
 */
export function linesOf(
  rows: readonly DiffRow[],
  foldedAfter: number,
  unfolded: ReadonlyMap<string, readonly DiffRow[]>,
  factNoun: FactNoun = () => null,
): DiffLine[] {
  const lines: DiffLine[] = [];
  const push = (row: DiffRow) => lines.push({ key: row.key, row, fold: null });
  const fold = (id: string, folded: number, before: string | null) => {
    const opened = unfolded.get(id) ?? [];
    for (const row of opened) push(row);
    const count = folded - opened.length;
    if (count > 0) lines.push({ key: id, row: null, fold: { id, count, after: lastItem(lines), before, facts: null } });
  };
  const grouped = factGroups(rows, factNoun);
  for (const row of rows) {
    const group = grouped.get(row.key);
    if (group && !unfolded.has(group.id)) {
      if (group.facts?.rows[0] === row) lines.push({ key: group.id, row: null, fold: group });
      continue;
    }
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

/** Which new and changed facts stand together, by their keys; one alone says as much as a line for it would. */
function factGroups(rows: readonly DiffRow[], factNoun: FactNoun): ReadonlyMap<string, Fold> {
  const kinds = new Map<string, { rows: DiffRow[]; noun: { one: string; many: string } }>();
  for (const row of rows) {
    const noun = row.isFact && (row.kind === 'added' || row.kind === 'changed') && row.folded === 0 ? factNoun(row.key) : null;
    if (noun) kinds.set(noun.many, { noun, rows: [...(kinds.get(noun.many)?.rows ?? []), row] });
  }
  return new Map(
    [...kinds].flatMap(([name, facts]) => {
      const fold: Fold = { id: `fold of ${name}`, count: facts.rows.length, after: null, before: null, facts };
      return facts.rows.length < 2 ? [] : facts.rows.map((row): [string, Fold] => [row.key, fold]);
    }),
  );
}
