import type { DiffKind } from '#contract/views/row-views';
import { ignoresSomething } from '#domain/item/ignore-rules';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { type Queryable } from '../sql/connection';
import { type KeyRange, keyRangeSql } from '../sql/fragments';
import { fieldPath, itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import { changedFieldsSql } from './changed-fields-sql';
import { type Ignored, sameUnderRules } from './ignore-sql';
import { pastFirstSql } from './past-first-sql';

/** Two places in one chain's log, or in the logs of two. A base of 0 is "nothing": every item of the head is added. */
export interface DiffSpan {
  chainId: string;
  /** The chain of the base, where that is another one; left out: the same. */
  baseChainId?: string;
  base: number;
  head: number;
}

export interface ChangeRow {
  key: string;
  isFact: boolean;
  kind: DiffKind | 'unchanged';
  beforeData: ItemData | null;
  beforeHash: Buffer | null;
  beforeNumber: number | null;
  beforeRestoredFrom: number | null;
  afterData: ItemData | null;
  afterHash: Buffer | null;
  afterNumber: number | null;
  afterRestoredFrom: number | null;
  /** The cells that differ under the rules of what is ignored; null where nothing is. */
  fields: string[] | null;
}

/** A place in the order "facts by key, then items by key": what comes after it, or from it on. */
export interface Place {
  isFact: boolean;
  key: string;
  inclusive?: boolean;
}

/** A stretch of keys, after one (or from it on) and before another. */
export interface KeyStretch {
  range: KeyRange;
  after: string | null;
  inclusive?: boolean;
  before?: string | null;
}

/** A stretch of keys from its beginning: at most so many; null: all of it. */
type LimitedStretch = KeyStretch & { limit: number | null };

/** Which keys are looked at: those written between the two numbers, those the chain has at all, or some by name. */
export type KeySource = { written: LimitedStretch } | { walk: LimitedStretch } | { keys: readonly string[] };

export const ALL_WRITTEN: KeySource = { written: { range: 'all', after: null, limit: null } };

export interface ChangeFilter {
  kinds: readonly (DiffKind | 'unchanged')[];
  /** Keeps only changed rows whose values of this field differ. */
  field: string | null;
  /** Keeps only rows of which one side or the other matches. */
  where?: ItemFilter | null;
  ignore?: Ignored | null;
}

function keysSql(source: KeySource, span: DiffSpan, params: SqlParams): string {
  if ('keys' in source) return `select unnest(${params.bind([...source.keys])}::text[]) as item_key`;
  // Two chains have no stretch of one log between them: all keys of both are looked at.
  if (span.baseChainId !== undefined) return keysOfBothSql(span, 'walk' in source ? source.walk : source.written, params);
  const chain = params.bind(span.chainId);
  if ('walk' in source)
    return `select distinct item_key from version_item where chain_id = ${chain} and ${stretchSql(source.walk, params)}`;
  const written = (numbers: string) =>
    `from version_item where chain_id = ${chain} and ${pastFirstSql(lowest(span))}${numbers} and ${stretchSql(source.written, params)}`;
  // One version wrote each key once, and what it wrote is the newer side: half of the probes are saved.
  if (areNeighbours(span)) return `select item_key, data, hash, number, restored_from ${written(`number = ${params.bind(highest(span))}`)}`;
  return `select distinct item_key ${written(`number > ${params.bind(lowest(span))} and number <= ${params.bind(highest(span))}`)}`;
}

/** Each chain is asked up to the limit by itself, and the union once more. */
function keysOfBothSql(span: DiffSpan, stretch: LimitedStretch, params: SqlParams): string {
  const keys = (chainId: string, number: number) =>
    `(select distinct item_key from version_item where chain_id = ${params.bind(chainId)} and number <= ${params.bind(number)} and ${stretchSql(stretch, params)})`;
  const both = `${keys(span.chainId, span.head)} union ${keys(baseChainOf(span), span.base)}`;
  return `select item_key from (${both}) both_chains order by item_key${stretch.limit === null ? '' : ` limit ${params.bind(stretch.limit)}`}`;
}

/** The chain in whose log the base of a span lies. */
export function baseChainOf({ chainId, baseChainId }: DiffSpan): string {
  return baseChainId ?? chainId;
}

/** The limit stands with the keys, so that the planner knows how few are wanted and chooses the index by that. */
function stretchSql({ range, after, inclusive = false, before = null, limit }: LimitedStretch, params: SqlParams): string {
  const beyond = after === null ? '' : ` and item_key ${inclusive ? '>=' : '>'} ${params.bind(after)}`;
  const until = before === null ? '' : ` and item_key < ${params.bind(before)}`;
  const end = limit === null ? '' : ` order by item_key limit ${params.bind(limit)}`;
  return `${keyRangeSql('item_key', range)}${beyond}${until}${end}`;
}

/** SQL of whether a key is one of a fact; a constant where the source says so, so that an index in the order of keys serves. */
function isFactSql(source: KeySource): string {
  const range = 'keys' in source ? 'all' : 'walk' in source ? source.walk.range : source.written.range;
  return range === 'all' ? keyRangeSql('w.item_key', 'facts') : String(range === 'facts');
}

const lowest = (span: DiffSpan): number => Math.min(span.base, span.head);
const highest = (span: DiffSpan): number => Math.max(span.base, span.head);
const areNeighbours = (span: DiffSpan): boolean => span.baseChainId === undefined && highest(span) - lowest(span) === 1;

/**
 * SQL of the keys with their content on both sides. A remove has no hash, like a key that was never there. The keys come
 * in the order of a page, so that a page probes no more of them than it shows.
 */
function sidesSql(source: KeySource, span: DiffSpan, params: SqlParams): string {
  const keys = keysSql(source, span, params);
  const probe = (chainId: string, number: number) => `(select x.data, x.hash, x.number, x.restored_from from version_item x
     where x.chain_id = ${params.bind(chainId)} and x.item_key = k.item_key and x.number <= ${params.bind(number)} order by x.number desc limit 1)`;
  const written = '(select k.data, k.hash, k.number, k.restored_from)';
  const known = 'written' in source && areNeighbours(span) ? highest(span) : null;
  const side = (chainId: string, number: number) => (number === known ? written : probe(chainId, number));
  return `select k.item_key, k.is_fact, b.data as b_data, b.hash as b_hash, b.number as b_number, b.restored_from as b_restored,
      a.data as a_data, a.hash as a_hash, a.number as a_number, a.restored_from as a_restored,
      case when b.hash is null and a.hash is null then null when b.hash is null then 'added' when a.hash is null then 'removed'
           when a.hash = b.hash then 'unchanged' else 'changed' end as kind
    from (select w.*, ${isFactSql(source)} as is_fact from (${keys}) w order by is_fact desc, item_key) k
    left join lateral ${side(baseChainOf(span), span.base)} b on true left join lateral ${side(span.chainId, span.head)} a on true`;
}

/** The sides with what differs under the rules: a row that differs only in what is ignored counts as unchanged. */
function comparedSql(source: KeySource, span: DiffSpan, ignored: Ignored | null, params: SqlParams): string {
  const sides = sidesSql(source, span, params);
  if (ignored === null || !ignoresSomething(ignored.rules)) return `select x.*, null::text[] as fields from (${sides}) x`;
  return `select x.item_key, x.is_fact, x.b_data, x.b_hash, x.b_number, x.b_restored, x.a_data, x.a_hash, x.a_number, x.a_restored,
      case when x.kind = 'changed' and c.fields is null then 'unchanged' else x.kind end as kind, c.fields
    from (${sides}) x left join lateral (select array_agg(cell.field) as fields
      from ${changedFieldsSql('x.b_data', 'x.a_data', sameUnderRules(ignored, params))} cell) c on x.kind = 'changed'`;
}

function filterSql(filter: ChangeFilter, params: SqlParams): string {
  const conditions = [`s.kind = any(${params.bind([...filter.kinds])}::text[])`];
  if (filter.field !== null) {
    const path = params.bind(fieldPath(filter.field));
    const differs = `(s.b_data #>> ${path}::text[]) is distinct from (s.a_data #>> ${path}::text[])`;
    conditions.push(
      `s.kind = 'changed' and (case when s.fields is null then ${differs} else ${params.bind(filter.field)} = any(s.fields) end)`,
    );
  }
  if (filter.where) {
    const side = (letter: string) =>
      `(s.${letter}_hash is not null and ${itemFilterSql(filter.where ?? { all: [] }, { data: `s.${letter}_data`, key: 's.item_key' }, params)})`;
    conditions.push(`(${side('b')} or ${side('a')})`);
  }
  return conditions.join(' and ');
}

/** The changed rows of a span, facts first and then by key, at most `limit` (null: all). */
export async function readChanges(
  db: Queryable,
  span: DiffSpan,
  source: KeySource,
  filter: ChangeFilter,
  limit: number | null,
): Promise<ChangeRow[]> {
  const params = new SqlParams();
  const compared = comparedSql(source, span, filter.ignore ?? null, params);
  const answer = await db.query<ChangeRow>(
    `select s.item_key as key, s.is_fact as "isFact", s.kind, s.b_data as "beforeData", s.b_hash as "beforeHash", s.b_number as "beforeNumber",
        s.b_restored as "beforeRestoredFrom", s.a_data as "afterData", s.a_hash as "afterHash", s.a_number as "afterNumber",
        s.a_restored as "afterRestoredFrom", s.fields
       from (${compared}) s where ${filterSql(filter, params)}
      order by s.is_fact desc, s.item_key ${limit === null ? '' : `limit ${params.bind(limit)}`}`,
    params.values,
  );
  return answer.rows;
}

/** Reads the keys of a source in their order. */
export async function readKeys(db: Queryable, span: DiffSpan, source: KeySource): Promise<string[]> {
  const params = new SqlParams();
  const answer = await db.query<{ key: string }>(
    `select k.item_key as key from (${keysSql(source, span, params)}) k order by k.item_key`,
    params.values,
  );
  return answer.rows.map((row) => row.key);
}

export interface ChangeCounts {
  items: Record<DiffKind, number>;
  facts: Record<DiffKind, number>;
}

/** Counts of a span by kind: the cost is that of the rows written between the two numbers. */
export async function countChanges(db: Queryable, span: DiffSpan, ignored: Ignored | null = null): Promise<ChangeCounts> {
  const params = new SqlParams();
  const compared = comparedSql(ALL_WRITTEN, span, ignored, params);
  const answer = await db.query<{ isFact: boolean; kind: DiffKind; n: string }>(
    `select is_fact as "isFact", kind, count(*) as n from (${compared}) s where kind <> 'unchanged' group by is_fact, kind`,
    params.values,
  );
  const counts: ChangeCounts = { items: { added: 0, removed: 0, changed: 0 }, facts: { added: 0, removed: 0, changed: 0 } };
  for (const row of answer.rows) counts[row.isFact ? 'facts' : 'items'][row.kind] = Number(row.n);
  return counts;
}

/** Says of one field in how many items it differs, and in how many of them it stands on one side only. */
export interface FieldCount {
  field: string;
  count: number;
  came: number;
  went: number;
}

/** Changed cells of items by field, most frequent first. */
export async function countChangedFields(db: Queryable, span: DiffSpan, ignored: Ignored | null = null): Promise<FieldCount[]> {
  const params = new SqlParams();
  const sides = sidesSql(ALL_WRITTEN, span, params);
  const same = ignored === null || !ignoresSomething(ignored.rules) ? null : sameUnderRules(ignored, params);
  const answer = await db.query<{ field: string; n: string; came: string; went: string }>(
    `select cell.field, count(*) as n, count(*) filter (where cell.came) as came, count(*) filter (where cell.went) as went
       from (${sides}) s cross join lateral ${changedFieldsSql('s.b_data', 's.a_data', same)} cell
      where s.kind = 'changed' and not s.is_fact group by cell.field order by 2 desc, 1`,
    params.values,
  );
  return answer.rows.map((row) => ({ field: row.field, count: Number(row.n), came: Number(row.came), went: Number(row.went) }));
}

/** How many rows of a span pass a filter. */
export async function countFilteredChanges(db: Queryable, span: DiffSpan, source: KeySource, filter: ChangeFilter): Promise<number> {
  const params = new SqlParams();
  const compared = comparedSql(source, span, filter.ignore ?? null, params);
  const answer = await db.query<{ n: string }>(
    `select count(*) as n from (${compared}) s where ${filterSql(filter, params)}`,
    params.values,
  );
  return Number(answer.rows[0]?.n ?? 0);
}
