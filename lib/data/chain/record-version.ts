import { randomUUID } from 'node:crypto';
import { canonicalJson, textHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import { recordAuthors } from '../draft/authors';
import { setDraftSource } from '../log/draft-source';
import { mergeItems } from '../log/merge-items';
import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import type { StepRef } from '../tracking/tracked-steps';
import { approveVersion } from './approve-version.transitions';
import { freezeVersion } from './freeze-version';
import { approvedVersion, type LockedChain } from './locked-chain';

/** A version of a recorded chain, as it comes to be: made, frozen and approved by one act. */
export interface RecordedVersion {
  /** Changes on top of the approved version; each key once. */
  changes: readonly ItemChange[];
  cause: 'recorded' | 'listed';
  /** Why it is there, in words. */
  reason: string;
  /** Names the version, not the attempt to make it. */
  creationKey: string;
  /** Who recorded it; null: the system listed it. */
  recordedById: string | null;
  /** The upstream versions it stands on; null: those of the approved version. */
  inputs: readonly string[] | null;
  step: StepRef;
}

const SOURCE = `select r.key collate "C" as item_key, r.op, r.data::jsonb as data, decode(r.hash, 'hex') as hash
  from jsonb_to_recordset($3::jsonb) as r (key text, op text, data text, hash text)`;

/**
 * Makes the next version of a recorded chain, whose lock the caller holds, on top of its approved one, and approves it: nothing waits
 * between. The caller has seen to it that something changes.
 */
export async function recordVersion(
  sql: SqlClient,
  chain: LockedChain,
  made: RecordedVersion,
): Promise<{ versionId: string; number: number }> {
  const parent = await approvedVersion(sql, chain.id);
  const versionId = randomUUID();
  const number = chain.lastNumber + 1;
  await queryPrepared(
    sql,
    `insert into version (id, chain_id, number, parent_id, reason, cause, creation_key, workflow_execution_id, workflow_step_id, workflow_activity_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      versionId,
      chain.id,
      number,
      parent?.id ?? null,
      made.reason,
      made.cause,
      made.creationKey,
      made.step.executionId,
      made.step.stepId,
      made.step.activityName,
    ],
  );
  await queryPrepared(sql, 'update chain set last_number = $2 where id = $1', [chain.id, number]);
  await queryPrepared(
    sql,
    `insert into version_input (version_id, upstream_id, content_hash) select $1, u.id, u.content_hash from version u
      where u.id = any (coalesce($2::uuid[], array(select i.upstream_id from version_input i where i.version_id = $3)))`,
    [versionId, made.inputs, parent?.id ?? null],
  );
  await setDraftSource(sql, chain.id, number, parent?.number ?? 0);
  const rows = made.changes.map((change) => {
    if (change.op === 'remove') return { key: change.key, op: change.op, data: null, hash: null };
    const data = canonicalJson(change.data);
    return { key: change.key, op: change.op, data, hash: textHash(data) };
  });
  await mergeItems(sql, chain.id, number, SOURCE, [JSON.stringify(rows)]);
  await freezeVersion(sql, versionId, { status: 'pending_approval', submittedById: made.recordedById, note: null });
  const authorship = { actor: { id: made.recordedById }, how: 'edited', origin: { from: 'hand' } } as const;
  await recordAuthors(sql, { chainId: chain.id, versionId }, authorship);
  await approveVersion(sql, chain, { id: versionId }, made.step);
  return { versionId, number };
}
