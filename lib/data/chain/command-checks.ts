import { may, type Resource, type Subject } from '#domain/people/permissions';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { RecordedPhase } from '#domain/phase/recorded';
import { Refusal } from '#domain/refusals';
import { COMMANDS, type PermittedKind } from '#domain/version/commands';
import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import type { DraftDue } from './chain-state';
import { type LockedChain, lockVersion, subjectNow, type VersionRow } from './locked-chain';
import type { PendingCommand } from './pending-command';

/** Re-checks, inside the lock, what was checked when the command was sent. The system itself may do anything. */
export async function requirePermission(sql: SqlClient, command: PendingCommand<PermittedKind>, resource: Resource): Promise<void> {
  await requireRight(sql, command, resource, (subject) => subject);
}

/** As `requirePermission`, in the role that the command names: what may be said of items hangs on who says it. */
export async function requirePermissionInRole(sql: SqlClient, command: PendingCommand<PermittedKind>, resource: Resource): Promise<void> {
  const inRole = (subject: Subject) => ({ ...subject, roles: subject.roles.filter(({ role }) => role === command.actor.role) });
  await requireRight(sql, command, resource, inRole);
}

async function requireRight(
  sql: SqlClient,
  command: PendingCommand<PermittedKind>,
  resource: Resource,
  acting: (subject: Subject) => Subject,
): Promise<void> {
  if (resource.closed) throw new Refusal('report_closed');
  if (command.actor.id === null) return;
  const subject = await subjectNow(sql, command.actor.id);
  if (subject === null) throw new Refusal('not_permitted');
  const { action } = COMMANDS[command.kind];
  const permission = may(subject, action, resource);
  if (!permission.allowed) throw new Refusal(permission.code);
  if (!may(acting(subject), action, resource).allowed) throw new Refusal('not_permitted');
}

/** What a phase says of its recording. @throws Refusal `not_in_this_phase` where its versions are drafted instead */
export function requireRecorded({ recorded }: PhaseDefinition): RecordedPhase {
  if (recorded === undefined) throw new Refusal('not_in_this_phase');
  return recorded;
}

/** @throws Refusal `not_in_this_phase` where the phase is recorded change by change, and has no drafts */
export function requireDrafted({ recorded }: PhaseDefinition): void {
  if (recorded !== undefined) throw new Refusal('not_in_this_phase');
}

/** @throws Refusal `lane_retired` */
export function requireLive({ lane }: LockedChain): void {
  if (lane?.retired) throw new Refusal('lane_retired');
}

/** The version a command names, its row held. @throws Refusal `not_found` */
export async function requireVersionRow(sql: SqlClient, chain: LockedChain, command: PendingCommand): Promise<VersionRow> {
  const version = command.versionId === null ? null : await lockVersion(sql, chain.id, command.versionId);
  if (version === null) throw new Refusal('not_found');
  return version;
}

/** A draft exactly as it was seen. @throws Refusal `not_a_draft`, `stale_revision` */
export function requireDraftAsSeen(version: VersionRow, command: PendingCommand): void {
  if (version.status !== 'draft') throw new Refusal('not_a_draft');
  if (command.seenEditRevision !== null && command.seenEditRevision !== version.editRevision) throw new Refusal('stale_revision');
}

/** A frozen version exactly as it was seen. @throws Refusal `stale_content` */
export function requireHashAsSeen(version: VersionRow, command: PendingCommand): void {
  const { seenVersionHash: seen } = command;
  if (seen === null || version.versionHash === null || !seen.equals(version.versionHash)) throw new Refusal('stale_content');
}

/** @throws Refusal `work_running` */
export async function requireNoWork(sql: SqlClient, chainId: string): Promise<void> {
  const { rowCount } = await queryPrepared(sql, `select from work where chain_id = $1 and status = 'running'`, [chainId]);
  if (rowCount) throw new Refusal('work_running');
}

/** Makes a draft due; the workflow sees it in the chain's state and has it created. */
export async function setDraftDue(
  sql: SqlClient,
  chainId: string,
  due: Omit<DraftDue, 'creationKey'> & { commandId: string },
): Promise<void> {
  const stored: DraftDue = { creationKey: `${chainId}/${due.commandId}`, ...due };
  await queryPrepared(sql, 'update chain set draft_due = $2 where id = $1', [chainId, JSON.stringify(stored)]);
}
