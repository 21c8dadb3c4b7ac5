import type { SqlClient } from '../sql/connection';
import { pastFirstSql } from './past-first-sql';

/**
 * Makes the content of a new version equal to that of `base` (0: nothing), by compensating rows for every key that
 * changed in between, so that number order stays content order. The rows are marked `restored_from`; nothing is written
 * where `base` is the version right below.
 */
export async function setDraftSource(sql: SqlClient, chainId: string, number: number, base: number): Promise<void> {
  if (base === number - 1) return;
  await sql.query(
    `insert into version_item (chain_id, item_key, number, op, data, hash, restored_from)
     select $1, k.item_key, $2, case when b.op = 'put' then 'put' else 'remove' end, case when b.op = 'put' then b.data end,
       case when b.op = 'put' then b.hash end, $3
     from (select distinct item_key from version_item where chain_id = $1 and ${pastFirstSql(base)}number > $3 and number < $2) k
     left join lateral (select op, data, hash from version_item v where v.chain_id = $1 and v.item_key = k.item_key and v.number <= $3
       order by v.number desc limit 1) b on true
     cross join lateral (select op, hash from version_item v where v.chain_id = $1 and v.item_key = k.item_key and v.number < $2
       order by v.number desc limit 1) l
     where case when b.op = 'put' then l.op <> 'put' or l.hash <> b.hash else l.op = 'put' end`,
    [chainId, number, base],
  );
}
