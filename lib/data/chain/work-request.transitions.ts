import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { WORKS, type WorkKind } from '#domain/version/commands';
import { originOfWork, recordAuthors } from '../draft/authors';
import type { SqlClient } from '../sql/connection';
import { requireDraftAsSeen, requireNoWork, requirePermission, requireVersionRow } from './command-checks';
import type { LockedChain } from './locked-chain';
import type { Applied, PendingCommand } from './pending-command';

/**
 * Accepts long work on a draft: its row says running, so the draft is read-only from here on, and the receipt does not
 * wait for its end. @throws Refusal `not_a_draft`, `stale_revision`, `work_running`, `invalid_input`
 */
export async function applyWorkRequest(sql: SqlClient, chain: LockedChain, command: PendingCommand<'request_work'>): Promise<Applied> {
  await requirePermission(sql, command, chain.resource);
  const version = await requireVersionRow(sql, chain, command);
  requireDraftAsSeen(version, command);
  await requireNoWork(sql, chain.id);
  const { kind, params } = command.payload;
  if (command.actor.id === null) throw new Refusal('not_permitted');
  await sql.query('insert into work (id, chain_id, version_id, kind, params, requested_by_id) values ($1, $2, $3, $4, $5, $6)', [
    command.id,
    chain.id,
    version.id,
    kind,
    JSON.stringify(params),
    command.actor.id,
  ]);
  const authorship = { actor: command.actor, how: WORKS[kind].author, origin: originOfWork(params) };
  await recordAuthors(sql, { chainId: chain.id, versionId: version.id }, authorship);
  const subject = `${WORKS[kind].words} ${versionInWords(chain, version.number)}`;
  return {
    versionId: version.id,
    audit: [{ kind: 'work_started', actor: command.actor, subject, chainId: chain.id, versionId: version.id }],
  };
}

/** Stops running work; the workflow sees that it no longer runs and ends the activity. @throws Refusal `no_such_work` */
export async function applyWorkCancelling(sql: SqlClient, chain: LockedChain, command: PendingCommand<'cancel_work'>): Promise<Applied> {
  await requirePermission(sql, command, chain.resource);
  const { rows } = await sql.query<{ versionId: string; number: number; kind: WorkKind }>(
    `update work w set status = 'cancelled', ended_at = clock_timestamp() from version v
     where w.id = $2 and w.chain_id = $1 and w.status = 'running' and v.id = w.version_id
     returning w.version_id as "versionId", v.number, w.kind`,
    [chain.id, command.payload.workId],
  );
  const work = rows[0];
  if (!work) throw new Refusal('no_such_work');
  const subject = `${WORKS[work.kind].words} ${versionInWords(chain, work.number)}`;
  return {
    versionId: work.versionId,
    audit: [{ kind: 'work_cancelled', actor: command.actor, subject, chainId: chain.id, versionId: work.versionId }],
  };
}
