import { z } from 'zod';
import type { ChangedFields, DiffCounts, DiffPage } from '#contract/views/diff-views';
import { DIFF_KINDS, type DiffKind } from '#contract/views/row-views';
import { isFactKey } from '#domain/item/fact-key';
import { type IgnoreRules, ignoresSomething } from '#domain/item/ignore-rules';
import type { ItemFilter } from '#domain/item/item-filter';
import type { Subject } from '#domain/people/permissions';
import { foundCondition } from '#domain/phase/found-by';
import { phaseDefinition } from '#domain/phases/registry';
import {
  ALL_WRITTEN,
  type ChangeCounts,
  type ChangeFilter,
  type ChangeRow,
  countChangedFields,
  countChanges,
  countFilteredChanges,
  type DiffSpan,
  type Place,
  readChanges,
} from '../log/diff-changes.queries';
import type { Ignored } from '../log/ignore-sql';
import { countContent } from '../log/version-content.queries';
import { requireBaseline, requireVersion, type VersionScope } from '../people/access.queries';
import { type Guard, guardFor, guardForBoth } from '../people/guard.queries';
import { type Mask } from '../people/mask';
import { type ShownKeys } from '../people/shown-keys.queries';
import type { Database, Queryable } from '../sql/connection';
import { decodeCursor, encodeCursor, PLACE } from '../sql/cursor';
import { fieldLabeller } from '../version/field-labels';
import { readVersionRef } from '../version/version-refs.queries';
import { addContext } from './diff-context.queries';
import { diffRows } from './diff-rows';
import { pageOfKeys } from './diff-walk.queries';
import { effectFilter } from './effects.queries';
import { countReviewed, reviewedAmong } from './reviewed-rows.queries';
import { schemaChanges } from './schema-changes.queries';

/** What is compared with what, and how: the same for rows, fields and CSV, so that counts and pages agree. */
export interface CompareRequest {
  versionId: string;
  /** Any version of the same chain, or the approved one of another cycle; left out: the parent; null: no baseline, everything is added. */
  base?: string | null | undefined;
  ignore?: IgnoreRules | undefined;
}

export interface DiffRequest extends CompareRequest {
  kinds?: readonly (DiffKind | 'unchanged')[] | undefined;
  /** Keeps only rows in which this field (or `values.X`) changed. */
  field?: string | undefined;
  /** Keeps only items that are called by these words in either version. */
  find?: string | undefined;
  /** Keeps only this item or fact. */
  key?: string | undefined;
  /** Keeps only the rows that a part of the phase's effects counts; the part is named "section / label". */
  effect?: string | undefined;
  /** Starts at this key instead of the beginning: a link to a row. */
  from?: string | undefined;
  /** Keeps only what lies between two keys of items, whatever it is: a fold is unfolded by it. */
  between?: { after: string | null; before: string | null } | undefined;
  /** Rows kept around each difference, with what lies between counted; left out: differences only. */
  context?: number | undefined;
  after?: string | null | undefined;
  limit?: number | undefined;
}

const DEFAULT_LIMIT = 100;
const AFTER_CHANGE = z.tuple([PLACE.flag, PLACE.text]);
const EVERY_KIND = [...DIFF_KINDS, 'unchanged'] as const;

/**
 * What differs between two versions of a chain, or from the approved one of another cycle; works on drafts, and between any two numbers in either direction.
 * The cost is that of the rows written between the two, not of the content; only "unchanged" and context walk the content.
 * Counts are of the whole and stand on the first page.
 * @throws Refusal `not_found` where either version may not be seen or they have nothing to do with each other; `not_permitted` for a
 * part of the effects that filters on a masked field; `invalid_input` for a bad cursor or a part that is not there.
 */
export async function readDiff(db: Database, subject: Subject, asked: DiffRequest): Promise<DiffPage> {
  const sides = await requireSides(db.pool, subject, asked);
  const { head, base, span, guard, ignore } = sides;
  const request = await withRealKeys(guard, asked);
  const filter = await changeFilter(db.pool, sides, request);
  const limit = request.limit ?? DEFAULT_LIMIT;
  const start = request.place;
  const [counted, found, headRef, baseRef] = await Promise.all([
    request.after ? null : countDiff(db.pool, subject, sides, filter, request),
    pageChanges(db.pool, span, filter, request, limit + 1),
    readVersionRef(db.pool, head.versionId),
    base ? readVersionRef(db.pool, base.versionId) : null,
  ]);
  const matched = found.slice(0, limit);
  const last = matched.at(-1);
  const isEnd = found.length <= limit;
  const folded =
    request.context === undefined ? null : await addContext(db.pool, { span, ignore, context: request.context, start, matched, isEnd });
  const page = folded?.rows ?? matched.map((row) => ({ row, folded: 0, context: false }));
  const reviewed = await reviewedAmong(
    db.pool,
    subject,
    head,
    page.map(({ row }) => row.key),
  );
  const rows = await diffRows(
    db.pool,
    head,
    base,
    guard,
    page.map(({ row }) => row),
  );
  const show = await guard.items.shown(last ? [last.key] : []);
  return {
    base: baseRef,
    head: headRef,
    counts: counted?.counts ?? null,
    rows: rows.map((row, index) => ({
      ...row,
      folded: page[index]?.folded ?? 0,
      context: page[index]?.context ?? false,
      reviewed: reviewed.has(page[index]?.row.key ?? ''),
    })),
    matching: counted?.matching ?? null,
    reviewed: counted?.reviewed ?? null,
    foldedAfter: folded?.foldedAfter ?? 0,
    next: !isEnd && last ? encodeCursor([last.isFact, show(last.key)]) : null,
  };
}

/**
 * Cells of items that changed between two versions, by field, and apart from them the columns that came or went as a whole.
 * Without a baseline there are none: whole items are added.
 * @throws Refusal `not_found` as `readDiff`
 */
export async function readChangedFields(db: Database, subject: Subject, request: CompareRequest): Promise<ChangedFields> {
  const { head, base, span, ignore } = await requireSides(db.pool, subject, request);
  const counts = base ? await countChangedFields(db.pool, span, ignore) : [];
  const columns = await schemaChanges(db.pool, span, counts);
  const schema = new Set(columns.map((column) => column.field));
  const labelOf = fieldLabeller(head.phase);
  const byField = counts.filter((one) => !schema.has(one.field)).map(({ field, count }) => ({ field, count, label: labelOf(field) }));
  return {
    cells: byField.reduce((sum, one) => sum + one.count, 0),
    byField,
    columns: columns.map((column) => ({ ...column, label: labelOf(column.field) })),
  };
}

interface Sides {
  head: VersionScope;
  base: VersionScope | null;
  span: DiffSpan;
  mask: Mask;
  guard: Guard;
  ignore: Ignored | null;
}

async function requireSides(db: Queryable, subject: Subject, request: CompareRequest): Promise<Sides> {
  const head = await requireVersion(db, subject, request.versionId);
  const { keyedByRecord } = phaseDefinition(head.phase);
  const baseId = request.base === undefined ? head.parentId : request.base;
  const base = baseId === null ? null : await requireBaseline(db, subject, head, { versionId: baseId, acrossCycles: !keyedByRecord });
  const isOther = base !== null && base.chainId !== head.chainId;
  const guard = isOther ? await guardForBoth(db, subject, head, base) : await guardFor(db, subject, head);
  const { mask } = guard;
  const ignore =
    request.ignore && ignoresSomething(request.ignore)
      ? { rules: request.ignore, exactly: [...[...mask.names].map((name) => `values.${name}`), ...mask.derived] }
      : null;
  return {
    head,
    base,
    span: { chainId: head.chainId, ...(isOther ? { baseChainId: base.chainId } : {}), base: base?.number ?? 0, head: head.number },
    mask,
    guard,
    ignore,
  };
}

/** A request in which pseudonyms have led to their records. */
type PlacedRequest = DiffRequest & { place: Place | null };

/** @throws Refusal `not_found` for a key that the person cannot know of; `invalid_input` for a bad cursor */
async function withRealKeys({ items }: Guard, request: DiffRequest): Promise<PlacedRequest> {
  const real = async (key: string | undefined) => (key === undefined ? undefined : await items.realOne(key));
  const end = async (key: string | null) => (key === null ? null : await items.realOne(key));
  const [place, key, between] = await Promise.all([
    placeOf(request, items),
    real(request.key),
    request.between && Promise.all([end(request.between.after), end(request.between.before)]),
  ]);
  return { ...request, key, place, between: between && { after: between[0], before: between[1] } };
}

async function changeFilter(db: Queryable, sides: Sides, request: DiffRequest): Promise<ChangeFilter> {
  if (request.between) return { kinds: EVERY_KIND, field: null, ignore: sides.ignore };
  const counted = request.effect === undefined ? null : await effectFilter(db, sides, request.effect);
  if (counted) for (const { field } of counted.all) sides.guard.field(field);
  const found = await foundItems(sides, request.find);
  const where = counted && found ? { all: [...counted.all, ...found.all] } : (counted ?? found);
  return {
    kinds: request.kinds && request.kinds.length > 0 ? request.kinds : DIFF_KINDS,
    field: request.field ?? null,
    where,
    ignore: sides.ignore,
  };
}

/** What is called by the words, as it may be asked for. */
async function foundItems({ head, guard }: Sides, words: string | undefined): Promise<ItemFilter | null> {
  if (words === undefined) return null;
  return guard.filter({ all: [foundCondition(phaseDefinition(head.phase), words)] });
}

async function countDiff(
  db: Queryable,
  subject: Subject,
  sides: Sides,
  filter: ChangeFilter,
  request: DiffRequest,
): Promise<{ counts: DiffCounts; matching: number; reviewed: number }> {
  const { head, base, span, ignore } = sides;
  const [total, compared] = await Promise.all([countContent(db, head.chainId, head.number), base ? countChanges(db, span, ignore) : null]);
  const known = compared ?? (await countAdded(db, span, total));
  const unchanged = base ? total - known.items.added - known.items.changed : 0;
  const [matching, reviewed] = await Promise.all([
    matchingRows(db, span, filter, request, known, unchanged),
    countReviewed(db, subject, sides, filter),
  ]);
  return { counts: { ...known.items, unchanged }, matching, reviewed };
}

/** Counts a comparison without a baseline. Every item and fact is added, and no row of the log has to be read to know how many. */
async function countAdded(db: Queryable, span: DiffSpan, total: number): Promise<ChangeCounts> {
  const facts = await countFilteredChanges(
    db,
    span,
    { walk: { range: 'facts', after: null, limit: null } },
    { kinds: ['added'], field: null },
  );
  return { items: { added: total, removed: 0, changed: 0 }, facts: { added: facts, removed: 0, changed: 0 } };
}

async function placeOf(request: DiffRequest, keys: ShownKeys): Promise<Place | null> {
  const parts = decodeCursor(request.after, AFTER_CHANGE);
  if (parts) return { isFact: parts[0], key: await keys.realOne(parts[1]) };
  return request.from === undefined ? null : { isFact: isFactKey(request.from), key: await keys.realOne(request.from), inclusive: true };
}

async function pageChanges(
  db: Queryable,
  span: DiffSpan,
  filter: ChangeFilter,
  request: PlacedRequest,
  limit: number,
): Promise<ChangeRow[]> {
  if (request.key !== undefined) return readChanges(db, span, { keys: [request.key] }, filter, limit);
  const { place } = request;
  if (request.between)
    return pageOfKeys(
      db,
      span,
      filter,
      { keys: 'walk', place: place ?? { isFact: false, key: request.between.after ?? '' }, before: request.between.before },
      limit,
    );
  const keys = span.base > 0 && !filter.kinds.includes('unchanged') ? 'written' : 'walk';
  return pageOfKeys(db, span, filter, { keys, place, before: null }, limit);
}

/** Rows that the page's filter finds in the whole difference, facts included. */
async function matchingRows(
  db: Queryable,
  span: DiffSpan,
  filter: ChangeFilter,
  request: DiffRequest,
  counts: ChangeCounts,
  unchanged: number,
): Promise<number> {
  if (request.key !== undefined) return countFilteredChanges(db, span, { keys: [request.key] }, filter);
  if (filter.field !== null || filter.where) return countFilteredChanges(db, span, ALL_WRITTEN, filter);
  return filter.kinds.reduce((sum, kind) => sum + (kind === 'unchanged' ? unchanged : counts.items[kind] + counts.facts[kind]), 0);
}
