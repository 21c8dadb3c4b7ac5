import type { Queryable } from '../sql/connection';
import { type KeyRange, keyRangeSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
import { pastFirstSql } from './past-first-sql';

/** Where the rows in force at a version are looked for: in all rows of the log up to it, or key by key. */
export type ContentSource = 'log' | 'keys';

/**
 * From so many rows of the log for each item on, looking each key up costs less of the processor than reading all rows: measured at 10,000
 * items, a key costs 7 µs and a row of the log 3.
 */
const ROWS_AN_ITEM = 4;

interface LogSize {
  /** Rows that the frozen versions up to this one wrote. */
  written: string;
  /** Items of the newest of them. */
  items: number;
}

/**
 * How a version's content is found with the least work. The keys are those of the ledger of the newest frozen content
 * (docs/decisions/0020-content-by-chunks.md), which is a cache: where it is of a later number, or does not hold as many items as its version,
 * the log answers.
 */
export async function contentSource(db: Queryable, chainId: string, number: number): Promise<ContentSource> {
  const answer = await queryPrepared<LogSize>(
    db,
    `select coalesce(sum(added_count + changed_count + removed_count), 0) as written,
        coalesce((array_agg(item_count order by number desc))[1], 0) as items
       from version where chain_id = $1 and number <= $2 and item_count is not null`,
    [chainId, number],
  );
  const size = answer.rows[0];
  if (!size || Number(size.written) <= ROWS_AN_ITEM * Math.max(1, size.items)) return 'log';
  const ledger = await queryPrepared<{ whole: boolean }>(
    db,
    `select v.item_count = (select coalesce(sum(c.item_count), 0) from content_chunk c where c.chain_id = l.chain_id) as whole
       from content_ledger l join version v on v.chain_id = l.chain_id and v.number = l.number
      where l.chain_id = $1 and l.number <= $2`,
    [chainId, number],
  );
  return ledger.rows[0]?.whole === true ? 'keys' : 'log';
}

/** SQL of the rows in force at a version, as alias `i`. A row is in force where its item has no later row up to `number`. */
export function contentSql(chain: string, number: string, range: KeyRange = 'items', source: ContentSource = 'log'): string {
  return source === 'log' ? fromLog(chain, number, range) : fromKeys(chain, number, range);
}

function fromLog(chain: string, number: string, range: KeyRange): string {
  return `from version_item i where i.chain_id = ${chain} and i.number <= ${number} and i.op = 'put' and ${keyRangeSql('i.item_key', range)}
    and not exists (select 1 from version_item later where later.chain_id = i.chain_id and later.item_key = i.item_key
      and later.number > i.number and later.number <= ${number})`;
}

/** The ledger's keys and those written since, each with its newest row; in the order of the index, so that neighbours are read together. */
function fromKeys(chain: string, number: string, range: KeyRange): string {
  return `from (select unnest(c.item_keys) collate "C" as item_key from content_chunk c where c.chain_id = ${chain}
      union select since.item_key from version_item since where since.chain_id = ${chain} and ${pastFirstSql(2)}since.number <= ${number}
        and since.number > (select l.number from content_ledger l where l.chain_id = ${chain}) order by 1) k
    cross join lateral (select * from version_item v where v.chain_id = ${chain} and v.item_key = k.item_key and v.number <= ${number}
      order by v.number desc limit 1) i
    where i.op = 'put' and ${keyRangeSql('i.item_key', range)}`;
}
