import type { SqlClient } from './connection';

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
    `WITH incoming AS MATERIALIZED (
       SELECT s.item_key, s.op, s.data, s.hash, here.op AS here_op, here.hash AS here_hash,
         CASE s.op WHEN 'put' THEN below.op = 'put' AND below.hash = s.hash ELSE COALESCE(below.op, 'remove') = 'remove' END AS as_below
       FROM (${source}) s
       LEFT JOIN LATERAL (SELECT op, hash FROM version_item v WHERE v.chain_id = $1 AND v.item_key = s.item_key AND v.number < $2
         ORDER BY v.number DESC LIMIT 1) below ON true
       LEFT JOIN version_item here ON here.chain_id = $1 AND here.item_key = s.item_key AND here.number = $2
     ), dropped AS (
       DELETE FROM version_item v USING incoming i
       WHERE v.chain_id = $1 AND v.number = $2 AND v.item_key = i.item_key AND i.as_below IS TRUE AND i.here_op IS NOT NULL
     ), written AS (
       INSERT INTO version_item (chain_id, item_key, number, op, data, hash)
       SELECT $1, item_key, $2, op, data, hash FROM incoming
       WHERE as_below IS NOT TRUE AND (here_op IS DISTINCT FROM op OR here_hash IS DISTINCT FROM hash)
       ON CONFLICT (chain_id, item_key, number) DO UPDATE SET op = excluded.op, data = excluded.data, hash = excluded.hash, restored_from = NULL
       RETURNING op
     )
     SELECT count(*) FILTER (WHERE op = 'put')::int AS put, count(*) FILTER (WHERE op = 'remove')::int AS removed FROM incoming`,
    [chainId, number, ...values],
  );
  return rows[0] ?? { put: 0, removed: 0 };
}
