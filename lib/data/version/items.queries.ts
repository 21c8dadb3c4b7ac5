import { z } from 'zod';
import type { ItemPage } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { Subject } from '#domain/people/permissions';
import { contentSource, contentSql } from '../log/content-source.queries';
import { CONTENT_TARGET, type ContentRow, countContent, walkContent } from '../log/version-content.queries';
import { requireVersion, type VersionScope } from '../people/access.queries';
import { guardFor } from '../people/guard.queries';
import { type ShownKeys } from '../people/shown-keys.queries';
import type { Database } from '../sql/connection';
import { type Queryable } from '../sql/connection';
import { decodeCursor, encodeCursor, PLACE } from '../sql/cursor';
import { decimalSql, fieldTextSql, itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import { readItemRows } from './item-rows.queries';

export interface ItemsRequest {
  versionId: string;
  filter?: ItemFilter | undefined;
  /** A field name, `values.X` or `key`; "-" before it for descending. By default the key. */
  sort?: string | undefined;
  after?: string | null | undefined;
  limit?: number | undefined;
}

interface Sort {
  field: string;
  descending: boolean;
}
type SortedRow = ContentRow & { sortNumber: string | null; sortText: string | null };

const EVERYTHING: ItemFilter = { all: [] };
const DEFAULT_LIMIT = 100;
const AFTER_KEY: z.ZodType<(string | null)[]> = z.tuple([z.null(), z.null(), PLACE.text]);
const AFTER_VALUE: z.ZodType<(string | null)[]> = z.tuple([PLACE.number, PLACE.text, PLACE.text]);

/**
 * One page of a version's items.
 * @throws Refusal `not_found`; `not_permitted` for a filter or sort on a masked field; `invalid_input` for a bad cursor.
 */
export async function readItems(db: Database, subject: Subject, request: ItemsRequest): Promise<ItemPage> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const guard = await guardFor(db.pool, subject, scope);
  const filter = await guard.filter(request.filter ?? EVERYTHING);
  const sort = parseSort(request.sort);
  guard.field(sort.field);
  const limit = request.limit ?? DEFAULT_LIMIT;
  const place = await placeAfter(request.after, sort, guard.items);
  const [{ rows: found, matching }, total] = await Promise.all([
    pageRows(db.pool, scope, filter, sort, place, limit + 1),
    countContent(db.pool, scope.chainId, scope.number),
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const rows = await readItemRows(db.pool, scope, guard.mask, page);
  const show = await guard.items.shown(page.map(({ key }) => key));
  return {
    rows: rows.map((row) => ({ ...row, key: show(row.key) })),
    matching: matching ?? total,
    total,
    next: found.length > limit && last ? encodeCursor([last.sortNumber, last.sortText, show(last.key)]) : null,
  };
}

/** Where the page before ended; the key in a cursor is one that the person may read. @throws Refusal `invalid_input`, `not_found` */
async function placeAfter(after: string | null | undefined, sort: Sort, keys: ShownKeys): Promise<(string | null)[] | null> {
  const place = decodeCursor(after ?? null, sort.field === 'key' ? AFTER_KEY : AFTER_VALUE);
  const key = place?.[2] ?? null;
  return place && key !== null ? [place[0] ?? null, place[1] ?? null, await keys.realOne(key)] : place;
}

function parseSort(sort: string | undefined): Sort {
  if (sort === undefined || sort === '') return { field: 'key', descending: false };
  return sort.startsWith('-') ? { field: sort.slice(1), descending: true } : { field: sort, descending: false };
}

/** Rows of a page and how many match in all, which is not counted where no condition narrows them. */
interface FoundRows {
  rows: SortedRow[];
  matching: number | null;
}

async function pageRows(
  db: Queryable,
  scope: VersionScope,
  filter: ItemFilter,
  sort: Sort,
  place: readonly (string | null)[] | null,
  limit: number,
): Promise<FoundRows> {
  if (filter.all.length > 0 || sort.field !== 'key' || sort.descending) return await matchingRows(db, scope, filter, sort, place, limit);
  const rows = await walkContent(db, scope.chainId, scope.number, { after: place?.[2] ?? null, limit });
  return { rows: rows.map((row) => ({ ...row, sortNumber: null, sortText: null })), matching: null };
}

type CountedRow = { matching: string } & (SortedRow | { [Column in keyof SortedRow]: null });

/**
 * All that match are looked at once, for their count and for their order; of a page alone the content is read. Numbers come before texts and
 * blanks, in their own order; ties by text, then by key, so that every place is unique.
 */
async function matchingRows(
  db: Queryable,
  scope: VersionScope,
  filter: ItemFilter,
  sort: Sort,
  place: readonly (string | null)[] | null,
  limit: number,
): Promise<FoundRows> {
  const params = new SqlParams([scope.chainId, scope.number]);
  const content = contentSql('$1', '$2', 'items', await contentSource(db, scope.chainId, scope.number));
  const where = itemFilterSql(filter, CONTENT_TARGET, params);
  const byKey = sort.field === 'key';
  const text = fieldTextSql(sort.field, CONTENT_TARGET, params);
  const sorted = byKey
    ? 'null::numeric as "sortNumber", null::text as "sortText"'
    : `coalesce(${decimalSql(text)}, 'Infinity'::numeric) as "sortNumber", coalesce(${text}, '') collate "C" as "sortText"`;
  const direction = sort.descending ? 'desc' : 'asc';
  const order = byKey ? `m.key ${direction}` : `m."sortNumber" ${direction}, m."sortText" ${direction}, m.key ${direction}`;
  const beyond = place ? `where ${beyondSql(byKey, sort.descending ? '<' : '>', place, params)}` : '';
  const answer = await db.query<CountedRow>(
    `with matching as materialized (select i.item_key as key, i.number, ${sorted} ${content} and ${where}),
        page as (select m.*, row_number() over (order by ${order}) as nth from matching m ${beyond} order by ${order} limit ${params.bind(limit)})
      select (select count(*) from matching) as matching, page.key, v.data, v.hash, page.number, v.restored_from as "restoredFrom",
          page."sortNumber"::text, page."sortText"
        from (select 1) once
        left join page on true
        left join version_item v on v.chain_id = $1 and v.item_key = page.key and v.number = page.number
       order by page.nth`,
    params.values,
  );
  const rows = answer.rows.flatMap(({ matching: _matching, ...row }) => (row.key === null ? [] : [row]));
  return { rows, matching: filter.all.length === 0 ? null : Number(answer.rows[0]?.matching ?? 0) };
}

function beyondSql(byKey: boolean, than: '<' | '>', place: readonly (string | null)[], params: SqlParams): string {
  if (byKey) return `m.key ${than} ${params.bind(place[2])}`;
  return `(m."sortNumber", m."sortText", m.key) ${than} (${params.bind(place[0])}::numeric, ${params.bind(place[1])}::text, ${params.bind(place[2])}::text)`;
}
