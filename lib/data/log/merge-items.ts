import type { SqlClient } from '../sql/connection';

/** What a merge did to the draft: keys put and keys taken out, counted. */
export interface MergeTotals {
  put: number;
  removed: number;
}

/**
 * Merges changes into version `number` of a chain. `source` is a query giving (item_key, op, data, hash), each key once;
 * its parameters are numbered from $3. A row is kept only where it differs from the content below, so that going from A
 * to B and back to A leaves no trace.
 */
export async function mergeItems(
  sql: SqlClient,
  chainId: string,
  number: number,
  source: string,
  values: readonly unknown[],
): Promise<MergeTotals> {
  const { rows } = await sql.query<MergeTotals>(
    `with incoming as materialized (
       select s.item_key, s.op, s.data, s.hash, here.op as here_op, here.hash as here_hash,
         case s.op when 'put' then below.op = 'put' and below.hash = s.hash else coalesce(below.op, 'remove') = 'remove' end as as_below
       from (${source}) s
       left join lateral (select op, hash from version_item v where v.chain_id = $1 and v.item_key = s.item_key and v.number < $2
         order by v.number desc limit 1) below on true
       left join version_item here on here.chain_id = $1 and here.item_key = s.item_key and here.number = $2
     ), dropped as (
       delete from version_item v using incoming i
       where v.chain_id = $1 and v.number = $2 and v.item_key = i.item_key and i.as_below is true and i.here_op is not null
     ), written as (
       insert into version_item (chain_id, item_key, number, op, data, hash)
       select $1, item_key, $2, op, data, hash from incoming
       where as_below is not true and (here_op is distinct from op or here_hash is distinct from hash)
       on conflict (chain_id, item_key, number) do update set op = excluded.op, data = excluded.data, hash = excluded.hash, restored_from = null
       returning op
     )
     select count(*) filter (where op = 'put')::int as put, count(*) filter (where op = 'remove')::int as removed from incoming`,
    [chainId, number, ...values],
  );
  return rows[0] ?? { put: 0, removed: 0 };
}
