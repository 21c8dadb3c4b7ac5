import { z } from 'zod';
import type { ItemPage } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { Subject } from '#domain/people/permissions';
import { CONTENT_TARGET, type ContentRow, contentSql, countContent, countMatching, walkContent } from '../log/version-content.queries';
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
  const [found, total, matching] = await Promise.all([
    pageRows(db.pool, scope, filter, sort, place, limit + 1),
    countContent(db.pool, scope.chainId, scope.number),
    filter.all.length === 0 ? null : countMatching(db.pool, scope.chainId, scope.number, filter),
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

async function pageRows(
  db: Queryable,
  scope: VersionScope,
  filter: ItemFilter,
  sort: Sort,
  place: readonly (string | null)[] | null,
  limit: number,
): Promise<SortedRow[]> {
  if (filter.all.length === 0 && sort.field === 'key' && !sort.descending) {
    const lastKey = place?.[2] ?? null;
    const rows = await walkContent(db, scope.chainId, scope.number, { after: lastKey, limit });
    return rows.map((row) => ({ ...row, sortNumber: null, sortText: null }));
  }
  return sort.field === 'key' ? rowsByKey(db, scope, filter, sort, place, limit) : rowsByField(db, scope, filter, sort, place, limit);
}

const COLUMNS = 'i.item_key as key, i.data, i.hash, i.number, i.restored_from as "restoredFrom"';

async function rowsByKey(
  db: Queryable,
  scope: VersionScope,
  filter: ItemFilter,
  sort: Sort,
  place: readonly (string | null)[] | null,
  limit: number,
): Promise<SortedRow[]> {
  const params = new SqlParams([scope.chainId, scope.number]);
  const where = itemFilterSql(filter, CONTENT_TARGET, params);
  const beyond = place ? `and i.item_key ${sort.descending ? '<' : '>'} ${params.bind(place[2])}` : '';
  const answer = await db.query<SortedRow>(
    `select ${COLUMNS}, null as "sortNumber", null as "sortText" ${contentSql('$1', '$2')} and ${where} ${beyond}
      order by i.item_key ${sort.descending ? 'desc' : 'asc'} limit ${params.bind(limit)}`,
    params.values,
  );
  return answer.rows;
}

/** Numbers come before texts and blanks, in their own order; ties by text, then by key, so that every place is unique. */
async function rowsByField(
  db: Queryable,
  scope: VersionScope,
  filter: ItemFilter,
  sort: Sort,
  place: readonly (string | null)[] | null,
  limit: number,
): Promise<SortedRow[]> {
  const params = new SqlParams([scope.chainId, scope.number]);
  const where = itemFilterSql(filter, CONTENT_TARGET, params);
  const text = fieldTextSql(sort.field, CONTENT_TARGET, params);
  const direction = sort.descending ? 'desc' : 'asc';
  const beyond = place
    ? `where (s."sortNumber", s."sortText", s.key) ${sort.descending ? '<' : '>'}
         (${params.bind(place[0])}::numeric, ${params.bind(place[1])}::text, ${params.bind(place[2])}::text)`
    : '';
  const answer = await db.query<SortedRow>(
    `select s.key, s.data, s.hash, s.number, s."restoredFrom", s."sortNumber"::text, s."sortText" from (
        select ${COLUMNS}, coalesce(${decimalSql(text)}, 'Infinity'::numeric) as "sortNumber", coalesce(${text}, '') collate "C" as "sortText"
          ${contentSql('$1', '$2')} and ${where}) s ${beyond}
      order by s."sortNumber" ${direction}, s."sortText" ${direction}, s.key ${direction} limit ${params.bind(limit)}`,
    params.values,
  );
  return answer.rows;
}
