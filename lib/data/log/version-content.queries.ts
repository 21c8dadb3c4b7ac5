import type { ItemFilter } from '#domain/item/item-filter';
import type { Facts, Item, ItemData } from '#domain/item/json';
import type { Queryable } from '../sql/connection';
import { type KeyRange, keyRangeSql, STANDING_VERDICT_SQL } from '../sql/fragments';
import { type FilterTarget, fieldTextSql, itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import { contentSource, contentSql } from './content-source.queries';
import { pastFirstSql } from './past-first-sql';

/** A row of the change log that is in force at a version. `number` is the version that wrote it. */
export interface ContentRow {
  key: string;
  data: ItemData;
  hash: Buffer;
  number: number;
  restoredFrom: number | null;
}

/** A key of the chain with what is in force of it: nothing where it came later, and no content where it was removed. */
type WalkedRow =
  | (ContentRow & { op: 'put' })
  | { key: string; op: 'remove'; data: null; hash: null; number: number; restoredFrom: number | null }
  | { key: string; op: null; data: null; hash: null; number: null; restoredFrom: null };

/** Where a filter looks in the rows of `contentSql`. */
export const CONTENT_TARGET: FilterTarget = { data: 'i.data', key: 'i.item_key', standing: STANDING_VERDICT_SQL };

const COLUMNS = 'item_key as key, data, hash, number, restored_from as "restoredFrom"';

/**
 * One page of a version's content in the order of keys: walks the keys of the chain and probes the primary key for each,
 * so that a page costs a page. Loops while removed keys leave the page short.
 */
export async function walkContent(
  db: Queryable,
  chainId: string,
  number: number,
  options: { after: string | null; limit: number; range?: KeyRange },
): Promise<ContentRow[]> {
  const found: ContentRow[] = [];
  let after = options.after;
  let batch = options.limit;
  while (found.length < options.limit) {
    const step = await db.query<WalkedRow>(
      `select k.item_key as key, x.op, x.data, x.hash, x.number, x.restored_from as "restoredFrom"
         from (select distinct item_key from version_item
                where chain_id = $1 and ($2::text is null or item_key > $2) and ${keyRangeSql('item_key', options.range ?? 'items')}
                order by item_key limit $4) k
         left join lateral (select op, data, hash, number, restored_from from version_item v
                where v.chain_id = $1 and v.item_key = k.item_key and v.number <= $3 order by v.number desc limit 1) x on true
        order by k.item_key`,
      [chainId, after, number, batch],
    );
    for (const row of step.rows) if (row.op === 'put' && found.length < options.limit) found.push(contentRow(row));
    const last = step.rows.at(-1);
    if (!last || step.rows.length < batch) break;
    after = last.key;
    batch = Math.min(batch * 2, 5_000);
  }
  return found;
}

/** The named items as they are in a version; keys it does not hold are absent from the answer. */
export async function probeContent(
  db: Queryable,
  chainId: string,
  number: number,
  keys: readonly string[],
): Promise<Map<string, ContentRow>> {
  const answer = await db.query<ContentRow & { op: string }>(
    `select x.item_key as key, x.op, x.data, x.hash, x.number, x.restored_from as "restoredFrom"
       from unnest($3::text[]) k(item_key)
      cross join lateral (select * from version_item v where v.chain_id = $1 and v.item_key = k.item_key and v.number <= $2
             order by v.number desc limit 1) x
      where x.op = 'put'`,
    [chainId, number, [...new Set(keys)]],
  );
  return new Map(answer.rows.map((row) => [row.key, contentRow(row)]));
}

/** Every fact of a version by its reserved key. */
export async function readFacts(db: Queryable, chainId: string, number: number): Promise<Facts> {
  const answer = await db.query<ContentRow>(`select ${COLUMNS} ${contentSql('$1', '$2', 'facts')} order by i.item_key`, [chainId, number]);
  return new Map(answer.rows.map((row) => [row.key, row.data]));
}

/** How many items of a version match a filter. */
export async function countMatching(db: Queryable, chainId: string, number: number, filter: ItemFilter): Promise<number> {
  if (filter.all.length === 0) return countContent(db, chainId, number);
  const params = new SqlParams([chainId, number]);
  const where = itemFilterSql(filter, CONTENT_TARGET, params);
  const content = contentSql('$1', '$2', 'items', await contentSource(db, chainId, number));
  const answer = await db.query<{ n: string }>(`select count(*) as n ${content} and ${where}`, params.values);
  return Number(answer.rows[0]?.n ?? 0);
}

/** Items of a version that match a filter, in the order of their keys; for phases whose items are few. */
export async function listMatching(db: Queryable, chainId: string, number: number, filter: ItemFilter): Promise<Item[]> {
  const params = new SqlParams([chainId, number]);
  const where = itemFilterSql(filter, CONTENT_TARGET, params);
  const content = contentSql('$1', '$2', 'items', await contentSource(db, chainId, number));
  const answer = await db.query<Item>(`select i.item_key as key, i.data ${content} and ${where} order by i.item_key`, params.values);
  return answer.rows;
}

/**
 * How many items a version holds. Frozen versions know; a draft is counted from the nearest frozen version before it and
 * the rows written since, so that the cost is that of the changes.
 */
export async function countContent(db: Queryable, chainId: string, number: number): Promise<number> {
  const base = await db.query<{ number: number; itemCount: number }>(
    `select number, item_count as "itemCount" from version
      where chain_id = $1 and number <= $2 and item_count is not null order by number desc limit 1`,
    [chainId, number],
  );
  const start = base.rows[0] ?? { number: 0, itemCount: 0 };
  if (start.number === number) return start.itemCount;
  const answer = await db.query<{ n: string }>(
    `with touched as (select distinct item_key from version_item
        where chain_id = $1 and ${pastFirstSql(start.number)}number > $2 and number <= $3 and ${keyRangeSql('item_key', 'items')})
     select coalesce(sum((coalesce(after.op, 'remove') = 'put')::int - (coalesce(before.op, 'remove') = 'put')::int), 0) as n
       from touched t
       left join lateral (select op from version_item v where v.chain_id = $1 and v.item_key = t.item_key and v.number <= $2
              order by v.number desc limit 1) before on true
       left join lateral (select op from version_item v where v.chain_id = $1 and v.item_key = t.item_key and v.number <= $3
              order by v.number desc limit 1) after on true`,
    [chainId, start.number, number],
  );
  return start.itemCount + Number(answer.rows[0]?.n ?? 0);
}

/** Counts of a version's items by the distinct values of a field, most frequent first. */
export async function countContentBy(
  db: Queryable,
  chainId: string,
  number: number,
  field: string,
  filter: ItemFilter,
): Promise<{ value: string | null; count: number }[]> {
  const params = new SqlParams([chainId, number]);
  const value = fieldTextSql(field, CONTENT_TARGET, params);
  const where = itemFilterSql(filter, CONTENT_TARGET, params);
  const content = contentSql('$1', '$2', 'items', await contentSource(db, chainId, number));
  const answer = await db.query<{ value: string | null; n: string }>(
    `select nullif(${value}, '') as value, count(*) as n ${content} and ${where} group by 1 order by 2 desc, 1 nulls last`,
    params.values,
  );
  return answer.rows.map((row) => ({ value: row.value, count: Number(row.n) }));
}

function contentRow(row: ContentRow): ContentRow {
  return { key: row.key, data: row.data, hash: row.hash, number: row.number, restoredFrom: row.restoredFrom };
}
