import { randomUUID } from 'node:crypto';
import type { ItemChange } from '#domain/item/diff';
import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { analyzeItems } from '../log/analyze-items';
import { setDraftSource } from '../log/draft-source';
import { mergeItems } from '../log/merge-items';
import { copyFirstItems, copyStaging, dropStaging, STAGED } from '../log/stage-items';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { approvedSql, everApprovedSql } from '../sql/fragments';
import type { StepRef } from '../tracking/tracked-steps';
import { type DraftDue, followChain } from './chain-state';
import { lockChain } from './locked-chain';

export interface NewVersion {
  due: DraftDue;
  chainId: string;
  /** Changes on top of `base`; each key once. */
  items: AsyncIterable<ItemChange>;
  base: 'parent' | 'approved' | 'empty';
  /** The approved upstream versions it is built from. */
  inputs: readonly { versionId: string }[];
  step: StepRef;
}

/**
 * Creates the draft that is due, with its content, in one transaction under the chain's lock. Made before under the same
 * creation key, it is found and nothing is written (`created: false`).
 * @throws Refusal `report_closed`, `invalid_input` for content that cannot be stored
 */
export async function createVersion(db: Database, input: NewVersion): Promise<{ versionId: string; number: number; created: boolean }> {
  let rowsWritten = 0;
  const create = async (sql: SqlClient): Promise<{ versionId: string; number: number; created: boolean }> => {
    const chain = await lockChain(sql, input.chainId);
    const made = await findByKey(sql, input.due.creationKey);
    if (made) return { ...made, created: false };
    if (chain.resource.closed) throw new Refusal('report_closed');
    if (chain.draftDue?.creationKey !== input.due.creationKey)
      throw new Error(`no draft is due in chain ${chain.id} under ${input.due.creationKey}`);

    const versionId = randomUUID();
    const number = chain.lastNumber + 1;
    await insertVersion(sql, { versionId, number }, input);
    await sql.query('update chain set last_number = $2, draft_due = null where id = $1', [chain.id, number]);
    await insertInputs(sql, versionId, input.inputs);
    if (chain.lastNumber === 0) {
      rowsWritten = await copyFirstItems(sql, chain.id, number, input.items);
    } else {
      await setDraftSource(sql, chain.id, number, await baseNumber(sql, input));
      await copyStaging(sql, versionId, 0, input.items);
      const { put, removed } = await mergeItems(sql, chain.id, number, STAGED, [versionId, 0]);
      rowsWritten = put + removed;
      await dropStaging(sql, versionId);
    }
    await followChain(sql, chain.id, { cause: 'draft_made', commandId: null, at: null });
    await writeAudit(sql, {
      cycleReportId: chain.cycleReportId,
      kind: 'version_created',
      actor: SYSTEM_ACTOR,
      subject: versionInWords(chain, number),
      changes: [{ field: 'reason', from: null, to: input.due.reason }],
      chainId: chain.id,
      versionId,
      commandId: input.due.commandId,
    });
    return { versionId, number, created: true };
  };
  const made = await inTransaction(db, create, { once: true });
  await analyzeItems(db, rowsWritten);
  return made;
}

async function findByKey(sql: SqlClient, creationKey: string): Promise<{ versionId: string; number: number } | null> {
  const { rows } = await sql.query<{ versionId: string; number: number }>(
    'select id as "versionId", number from version where creation_key = $1',
    [creationKey],
  );
  return rows[0] ?? null;
}

async function insertVersion(
  sql: SqlClient,
  made: { versionId: string; number: number },
  { chainId, due, step }: NewVersion,
): Promise<void> {
  await sql.query(
    `insert into version (id, chain_id, number, parent_id, reason, cause, creation_key, workflow_execution_id, workflow_step_id, workflow_activity_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      made.versionId,
      chainId,
      made.number,
      due.parentVersionId,
      due.reason,
      due.cause,
      due.creationKey,
      step.executionId,
      step.stepId,
      step.activityName,
    ],
  );
}

async function insertInputs(sql: SqlClient, versionId: string, inputs: readonly { versionId: string }[]): Promise<void> {
  const upstream = [...new Set(inputs.map((one) => one.versionId))];
  if (upstream.length === 0) return;
  const { rowCount } = await sql.query(
    `insert into version_input (version_id, upstream_id, content_hash)
     select $1, v.id, v.content_hash from version v where v.id = any ($2::uuid[]) and ${everApprovedSql('v')}`,
    [versionId, upstream],
  );
  if (rowCount !== upstream.length) throw new Refusal('upstream_missing');
}

/** The number of the version whose content the changes are made on; 0 where they are made on nothing. */
async function baseNumber(sql: SqlClient, { base, chainId, due }: NewVersion): Promise<number> {
  if (base === 'empty') return 0;
  const { rows } = await sql.query<{ number: number }>(
    base === 'approved'
      ? `select v.number from version v where v.chain_id = $1 and ${approvedSql('v')}`
      : 'select number from version where chain_id = $1 and id = $2',
    base === 'approved' ? [chainId] : [chainId, due.parentVersionId],
  );
  const row = rows[0];
  if (!row) throw new Error(`chain ${chainId} has no ${base} version to build on`);
  return row.number;
}
