import { type ChangedFields, DIFF_KINDS, type DiffKind, type DiffPage, type DiffRow, type ItemRow } from '#contract/views/version-views';
import type { Subject } from '#domain/permissions';
import { phaseDefinition } from '#domain/phases/registry';
import { requireSibling, requireVersion, type VersionScope } from './access.queries';
import { changedCells } from './cell-changes';
import type { Database } from './connection';
import { decodeCursor, encodeCursor } from './cursor';
import { countChangedFields, countChanges, countFilteredChanges, readChanges, type ChangeCounts, type ChangeFilter, type ChangeRow, type DiffSpan, type KeySource } from './diff-changes.queries';
import { fieldLabeller } from './field-labels';
import { readItemRows } from './item-rows.queries';
import { maskFact, readMask, type Mask } from './masking.queries';
import { countContent, type ContentRow, type Queryable } from './version-content.queries';
import { readVersionRef } from './version-refs.queries';

export interface DiffRequest {
  versionId: string;
  /** Any version of the same chain; left out: the parent; null: no baseline, everything is added. */
  base?: string | null | undefined;
  kinds?: readonly (DiffKind | 'unchanged')[] | undefined;
  /** Only rows in which this field (or `values.X`) changed. */
  field?: string | undefined;
  /** Only this item or fact. */
  key?: string | undefined;
  after?: string | null | undefined;
  limit?: number | undefined;
}

const DEFAULT_LIMIT = 100;

/**
 * What differs between two versions of a chain; works on drafts, and between any two numbers in either direction.
 * The cost is that of the rows written between the two, not of the content; only "unchanged" walks the content.
 * @throws Refusal `not_found` where either version may not be seen or they are of different chains.
 */
export async function readDiff(db: Database, subject: Subject, request: DiffRequest): Promise<DiffPage> {
  const { head, base, span } = await requireSides(db.pool, subject, request);
  const kinds = request.kinds && request.kinds.length > 0 ? request.kinds : DIFF_KINDS;
  const filter: ChangeFilter = { kinds, field: request.field ?? null };
  const limit = request.limit ?? DEFAULT_LIMIT;
  const [mask, counts, total, found, headRef, baseRef] = await Promise.all([
    readMask(db.pool, subject, head),
    base ? countChanges(db.pool, span) : null,
    countContent(db.pool, head.chainId, head.number),
    pageChanges(db.pool, span, filter, request, limit + 1),
    readVersionRef(db.pool, head.versionId),
    base ? readVersionRef(db.pool, base.versionId) : null,
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const known = counts ?? (await countAdded(db.pool, span, total));
  const unchanged = base ? total - known.items.added - known.items.changed : 0;
  return {
    base: baseRef,
    head: headRef,
    counts: { ...known.items, unchanged },
    rows: await diffRows(db.pool, head, base, mask, page),
    matching: await matchingRows(db.pool, span, filter, request.key ?? null, known, unchanged),
    next: found.length > limit && last ? encodeCursor([last.isFact, last.key]) : null,
  };
}

/**
 * Cells of items that changed between two versions, by field. Without a baseline there are none: whole items are added.
 * @throws Refusal `not_found` as `readDiff`
 */
export async function readChangedFields(db: Database, subject: Subject, request: Pick<DiffRequest, 'versionId' | 'base'>): Promise<ChangedFields> {
  const { head, base, span } = await requireSides(db.pool, subject, request);
  const byField = base ? await countChangedFields(db.pool, span) : [];
  const labelOf = fieldLabeller(head.phase);
  return { cells: byField.reduce((sum, one) => sum + one.count, 0), byField: byField.map((one) => ({ ...one, label: labelOf(one.field) })) };
}

async function requireSides(db: Queryable, subject: Subject, request: Pick<DiffRequest, 'versionId' | 'base'>): Promise<{ head: VersionScope; base: VersionScope | null; span: DiffSpan }> {
  const head = await requireVersion(db, subject, request.versionId);
  const baseId = request.base === undefined ? head.parentId : request.base;
  const base = baseId === null ? null : await requireSibling(db, subject, head, baseId);
  return { head, base, span: { chainId: head.chainId, base: base?.number ?? 0, head: head.number } };
}

/** Without a baseline every item and fact is added, and no row of the log has to be read to know how many. */
async function countAdded(db: Queryable, span: DiffSpan, total: number): Promise<ChangeCounts> {
  const facts = await countFilteredChanges(db, span, { walk: { range: 'facts', after: null, limit: null } }, { kinds: ['added'], field: null });
  return { items: { added: total, removed: 0, changed: 0 }, facts: { added: facts, removed: 0, changed: 0 } };
}

async function pageChanges(db: Queryable, span: DiffSpan, filter: ChangeFilter, request: DiffRequest, limit: number): Promise<ChangeRow[]> {
  if (request.key !== undefined) return readChanges(db, span, { key: request.key }, filter, limit);
  const parts = decodeCursor(request.after, 2);
  const place = parts ? { isFact: parts[0] === true, key: String(parts[1]) } : null;
  if (span.base > 0 && !filter.kinds.includes('unchanged')) return readChanges(db, span, { written: { after: place } }, filter, limit);
  return walkChanges(db, span, filter, place, limit);
}

/** Walks every key of the chain: what "unchanged" asks for, and what a first version without baseline is. */
async function walkChanges(db: Queryable, span: DiffSpan, filter: ChangeFilter, place: { isFact: boolean; key: string } | null, limit: number): Promise<ChangeRow[]> {
  const found: ChangeRow[] = [];
  if (place === null || place.isFact) {
    const source: KeySource = { walk: { range: 'facts', after: place?.key ?? null, limit: null } };
    const changedFacts = { ...filter, kinds: filter.kinds.filter((kind) => kind !== 'unchanged') };
    found.push(...(await readChanges(db, span, source, changedFacts, limit)));
  }
  let after = place?.isFact === false ? place.key : null;
  let batch = limit;
  while (found.length < limit) {
    // Keys that are on neither side fall out, so a short answer does not mean the end: the keys themselves are asked.
    const keys = await nextKeys(db, span.chainId, after, batch);
    const rows = await readChanges(db, span, { walk: { range: 'items', after, limit: batch } }, filter, null);
    found.push(...rows.slice(0, limit - found.length));
    const last = keys.at(-1);
    if (last === undefined || keys.length < batch) break;
    after = last;
    batch = Math.min(batch * 2, 5_000);
  }
  return found;
}

async function nextKeys(db: Queryable, chainId: string, after: string | null, limit: number): Promise<string[]> {
  const answer = await db.query<{ key: string }>(
    `select distinct item_key as key from version_item where chain_id = $1 and ($2::text is null or item_key > $2)
        and (item_key < '$' or item_key >= '%') order by item_key limit $3`,
    [chainId, after, limit],
  );
  return answer.rows.map((row) => row.key);
}

/** Rows that the page's filter finds in the whole difference, facts included. */
async function matchingRows(db: Queryable, span: DiffSpan, filter: ChangeFilter, key: string | null, counts: ChangeCounts, unchanged: number): Promise<number> {
  if (key !== null) return countFilteredChanges(db, span, { key }, filter);
  if (filter.field !== null) return countFilteredChanges(db, span, { written: { after: null } }, filter);
  return filter.kinds.reduce((sum, kind) => sum + (kind === 'unchanged' ? unchanged : counts.items[kind] + counts.facts[kind]), 0);
}

async function diffRows(db: Queryable, head: VersionScope, base: VersionScope | null, mask: Mask, page: readonly ChangeRow[]): Promise<DiffRow[]> {
  const items = page.filter((row) => !row.isFact);
  const [before, after] = await Promise.all([
    base ? readItemRows(db, base, mask, items.flatMap(beforeRow)) : [],
    readItemRows(db, head, mask, items.flatMap(afterRow)),
  ]);
  const left = new Map(before.map((row) => [row.key, row]));
  const right = new Map(after.map((row) => [row.key, row]));
  const labelOf = fieldLabeller(head.phase);
  const { factLabel } = phaseDefinition(head.phase);
  return page.map((row) => ({
    key: row.key,
    kind: row.kind,
    isFact: row.isFact,
    label: row.isFact ? factLabel(row.key) : null,
    before: row.isFact ? factRow(beforeRow(row), mask) : (left.get(row.key) ?? null),
    after: row.isFact ? factRow(afterRow(row), mask) : (right.get(row.key) ?? null),
    cells: rowCells(row, labelOf, mask),
  }));
}

function rowCells(row: ChangeRow, labelOf: (field: string) => string, mask: Mask): DiffRow['cells'] {
  if (row.kind !== 'changed' || !row.beforeData || !row.afterData) return [];
  if (!row.isFact) return changedCells(row.beforeData, row.afterData, labelOf, mask);
  return changedCells(maskFact(mask, row.beforeData), maskFact(mask, row.afterData), labelOf, mask);
}

function beforeRow(row: ChangeRow): ContentRow[] {
  if (!row.beforeData || !row.beforeHash || row.beforeNumber === null) return [];
  return [{ key: row.key, data: row.beforeData, hash: row.beforeHash, number: row.beforeNumber, restoredFrom: row.beforeRestoredFrom }];
}

function afterRow(row: ChangeRow): ContentRow[] {
  if (!row.afterData || !row.afterHash || row.afterNumber === null) return [];
  return [{ key: row.key, data: row.afterData, hash: row.afterHash, number: row.afterNumber, restoredFrom: row.afterRestoredFrom }];
}

function factRow([row]: ContentRow[], mask: Mask): ItemRow | null {
  if (!row) return null;
  return { key: row.key, data: maskFact(mask, row.data), hash: row.hash.toString('hex'), masked: [], verdict: null, feedback: null, openComments: 0 };
}
