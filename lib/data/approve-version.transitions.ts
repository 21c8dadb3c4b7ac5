import type { Actor } from './actor';
import type { StepRef } from './chain-state';
import type { SqlClient } from './connection';
import type { LockedChain, VersionRow } from './locked-chain';
import { versionInWords } from './subject-words';
import { recordStep } from './tracked-steps';

/**
 * Makes a pending version the approved one. The former is superseded by an earlier statement: one statement doing both
 * would pass or fail the unique index by the order of rows.
 */
export async function approveVersion(sql: SqlClient, chain: LockedChain, version: VersionRow, step: StepRef): Promise<void> {
  await sql.query(`UPDATE version SET status = 'superseded' WHERE chain_id = $1 AND status = 'approved'`, [chain.id]);
  await sql.query(`UPDATE version SET status = 'approved', decided_at = clock_timestamp() WHERE id = $1`, [version.id]);
  await recordStep(sql, step, { kind: 'phase', key: chain.phase, name: versionInWords(chain, null), status: 'completed' });
}

/**
 * Unmarked counts as accepted when a version is approved: one decision for each item whose latest verdict is not an
 * acceptance of exactly this content. Those that are stay inherited, with their author and date.
 */
export async function acceptUnmarked(sql: SqlClient, chain: LockedChain, version: VersionRow, by: Actor, commandId: string): Promise<void> {
  await sql.query(
    `INSERT INTO item_decision (chain_id, item_key, item_hash, version_id, command_id, user_id, user_name, user_role, verdict)
     SELECT $1, i.item_key, i.hash, $3, $4, $5, $6, $7, 'accepted'
     FROM content_rows($1, $2) i
     LEFT JOIN (SELECT DISTINCT ON (item_key) item_key, item_hash, verdict FROM item_decision WHERE chain_id = $1 ORDER BY item_key, id DESC) last
       ON last.item_key = i.item_key
     WHERE (i.item_key COLLATE "C" < '$' OR i.item_key COLLATE "C" >= '%')
       AND (last.item_key IS NULL OR last.verdict <> 'accepted' OR last.item_hash <> i.hash)
     ORDER BY i.item_key COLLATE "C"`,
    [chain.id, version.number, version.id, commandId, by.id, by.name, by.role],
  );
}
