import { chainInReportKey, versionInWords } from '#domain/phase/chain-address';
import type { SqlClient } from '../sql/connection';
import { approvedSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
import type { StepRef } from '../tracking/tracked-steps';
import { recordStep } from '../tracking/tracked-steps';
import type { LockedChain, VersionRow } from './locked-chain';
import { openFindings } from './open-findings';

/**
 * Makes a pending version the approved one. The former is superseded by an earlier statement: one statement doing both
 * would pass or fail the unique index by the order of rows. What nobody marked is accepted by it, without a row for each item.
 */
export async function approveVersion(sql: SqlClient, chain: LockedChain, version: Pick<VersionRow, 'id'>, step: StepRef): Promise<void> {
  await queryPrepared(sql, `update version v set status = 'superseded' where v.chain_id = $1 and ${approvedSql('v')}`, [chain.id]);
  await queryPrepared(sql, `update version set status = 'approved', decided_at = clock_timestamp() where id = $1`, [version.id]);
  await openFindings(sql, chain, version.id);
  await recordStep(sql, step, { kind: 'phase', key: chainInReportKey(chain), name: versionInWords(chain, null), status: 'completed' });
}
