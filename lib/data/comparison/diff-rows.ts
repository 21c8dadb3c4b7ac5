import type { DiffRow } from '#contract/views/diff-views';
import type { ItemRow } from '#contract/views/row-views';
import { phaseDefinition } from '#domain/phases/registry';
import type { ChangeRow } from '../log/diff-changes.queries';
import type { ContentRow } from '../log/version-content.queries';
import type { VersionScope } from '../people/access.queries';
import type { Guard } from '../people/guard.queries';
import type { Mask } from '../people/mask';
import { cellsWithNames, type NamePeople, peopleIn, readNames, withNames } from '../people/people-names.queries';
import { showFact } from '../people/shown-facts.queries';
import type { Queryable } from '../sql/connection';
import { changedCells } from '../version/cell-changes';
import { fieldLabeller } from '../version/field-labels';
import { readItemRows } from '../version/item-rows.queries';

/** A row of a difference before what only a page knows of it: folds, context, what was reviewed. */
export type ComparedRow = Omit<DiffRow, 'folded' | 'context' | 'reviewed'>;

/** Rows of the log as people see them: both sides masked, labelled, and with names and pseudonyms in place of handles and keys. In the order given. */
export async function diffRows(
  db: Queryable,
  head: VersionScope,
  base: VersionScope | null,
  guard: Guard,
  written: readonly ChangeRow[],
): Promise<ComparedRow[]> {
  const { mask } = guard;
  const [page, show] = await Promise.all([
    Promise.all(written.map((row) => withFactsShown(guard, row))),
    guard.items.shown(written.map(({ key }) => key)),
  ]);
  const items = page.filter((row) => !row.isFact);
  const [before, after] = await Promise.all([
    base ? readItemRows(db, base, mask, items.flatMap(beforeRow)) : [],
    readItemRows(db, head, mask, items.flatMap(afterRow)),
  ]);
  const left = new Map(before.map((row) => [row.key, row]));
  const right = new Map(after.map((row) => [row.key, row]));
  const labelOf = fieldLabeller(head.phase);
  const { factLabel } = phaseDefinition(head.phase);
  const { now: name } = await readNames(
    db,
    page.flatMap((row) => (row.kind === 'unchanged' ? [] : [...peopleIn(row.beforeData ?? {}), ...peopleIn(row.afterData ?? {})])),
  );
  const shown = (row: ItemRow | null | undefined): ItemRow | null => (row ? { ...named(row, name), key: show(row.key) } : null);
  return page.map((row) => ({
    key: show(row.key),
    kind: row.kind,
    isFact: row.isFact,
    label: row.isFact ? factLabel(row.key) : null,
    before: shown(row.isFact ? factRow(beforeRow(row)) : left.get(row.key)),
    after: shown(row.isFact ? factRow(afterRow(row)) : right.get(row.key)),
    cells: cellsWithNames(rowCells(row, labelOf, mask), name),
  }));
}

async function withFactsShown(guard: Guard, row: ChangeRow): Promise<ChangeRow> {
  if (!row.isFact) return row;
  const shown = async (data: ChangeRow['beforeData']) => (data === null ? null : await showFact(guard, data));
  return { ...row, beforeData: await shown(row.beforeData), afterData: await shown(row.afterData) };
}

function named(row: ItemRow, name: NamePeople): ItemRow {
  return { ...row, data: withNames(row.data, name) };
}

function rowCells(row: ChangeRow, labelOf: (field: string) => string, mask: Mask): DiffRow['cells'] {
  if (row.kind !== 'changed' || !row.beforeData || !row.afterData) return [];
  const cells = changedCells(row.beforeData, row.afterData, labelOf, mask);
  return row.fields === null ? cells : cells.filter((cell) => row.fields?.includes(cell.field));
}

function beforeRow(row: ChangeRow): ContentRow[] {
  if (!row.beforeData || !row.beforeHash || row.beforeNumber === null) return [];
  return [{ key: row.key, data: row.beforeData, hash: row.beforeHash, number: row.beforeNumber, restoredFrom: row.beforeRestoredFrom }];
}

function afterRow(row: ChangeRow): ContentRow[] {
  if (!row.afterData || !row.afterHash || row.afterNumber === null) return [];
  return [{ key: row.key, data: row.afterData, hash: row.afterHash, number: row.afterNumber, restoredFrom: row.afterRestoredFrom }];
}

function factRow([row]: ContentRow[]): ItemRow | null {
  if (!row) return null;
  return {
    key: row.key,
    data: row.data,
    hash: row.hash.toString('hex'),
    masked: [],
    verdict: null,
    feedback: null,
    openComments: 0,
  };
}
