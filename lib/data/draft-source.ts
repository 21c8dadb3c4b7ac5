import type { SqlClient } from './connection';

/**
 * Makes the content of a new version equal to that of `base` (0: nothing), by compensating rows for every key that
 * changed in between, so that number order stays content order. The rows are marked `restored_from`; nothing is written
 * where `base` is the version right below.
 */
export async function setDraftSource(sql: SqlClient, chainId: string, number: number, base: number): Promise<void> {
  if (base === number - 1) return;
  await sql.query(
    `INSERT INTO version_item (chain_id, item_key, number, op, data, hash, restored_from)
     SELECT $1, k.item_key, $2, CASE WHEN b.op = 'put' THEN 'put' ELSE 'remove' END, CASE WHEN b.op = 'put' THEN b.data END,
       CASE WHEN b.op = 'put' THEN b.hash END, $3
     FROM (SELECT DISTINCT item_key FROM version_item WHERE chain_id = $1 AND number > $3 AND number < $2) k
     LEFT JOIN LATERAL (SELECT op, data, hash FROM version_item v WHERE v.chain_id = $1 AND v.item_key = k.item_key AND v.number <= $3
       ORDER BY v.number DESC LIMIT 1) b ON true
     CROSS JOIN LATERAL (SELECT op, hash FROM version_item v WHERE v.chain_id = $1 AND v.item_key = k.item_key AND v.number < $2
       ORDER BY v.number DESC LIMIT 1) l
     WHERE CASE WHEN b.op = 'put' THEN l.op <> 'put' OR l.hash <> b.hash ELSE l.op = 'put' END`,
    [chainId, number, base],
  );
}
