import { chainInReportKey, versionInWords } from '#domain/phase/chain-address';
import type { Actor } from '../people/actor';
import type { SqlClient } from '../sql/connection';
import { approvedSql, keyRangeSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
import type { StepRef } from '../tracking/tracked-steps';
import { recordStep } from '../tracking/tracked-steps';
import type { LockedChain, VersionRow } from './locked-chain';

/**
 * Makes a pending version the approved one. The former is superseded by an earlier statement: one statement doing both
 * would pass or fail the unique index by the order of rows.
 */
export async function approveVersion(sql: SqlClient, chain: LockedChain, version: VersionRow, step: StepRef): Promise<void> {
  await queryPrepared(sql, `update version v set status = 'superseded' where v.chain_id = $1 and ${approvedSql('v')}`, [chain.id]);
  await queryPrepared(sql, `update version set status = 'approved', decided_at = clock_timestamp() where id = $1`, [version.id]);
  await recordStep(sql, step, { kind: 'phase', key: chainInReportKey(chain), name: versionInWords(chain, null), status: 'completed' });
}

/**
 * Unmarked counts as accepted when a version is approved: one decision for each item whose latest verdict is not an
 * acceptance of exactly this content. Those that are stay inherited, with their author and date.
 */
export async function acceptUnmarked(sql: SqlClient, chain: LockedChain, version: VersionRow, by: Actor, commandId: string): Promise<void> {
  await sql.query(
    `insert into item_decision (chain_id, item_key, item_hash, version_id, command_id, user_id, user_role, verdict)
     select $1, i.item_key, i.hash, $3, $4, $5, $6, 'accepted'
     from content_rows($1, $2) i
     left join (select distinct on (item_key) item_key, item_hash, verdict from item_decision where chain_id = $1 order by item_key, id desc) last
       on last.item_key = i.item_key
     where ${keyRangeSql('i.item_key collate "C"', 'items')}
       and (last.item_key is null or last.verdict <> 'accepted' or last.item_hash <> i.hash)
     order by i.item_key collate "C"`,
    [chain.id, version.number, version.id, commandId, by.id, by.role],
  );
}
