import type { CommandKind, TargetKind, Verdict } from '#domain/commands';
import type { ItemData } from '#domain/phases/definition';
import type { RefusalCode } from '#domain/refusals';
import type { Actor } from './actor';
import type { AuditEntry } from './audit';
import type { StepRef } from './chain-state';
import type { SqlClient } from './connection';
import type { Queryable } from './version-content.queries';

/** A command that waits for its receipt. */
export interface PendingCommand {
  id: string;
  kind: CommandKind;
  versionId: string | null;
  actor: Actor;
  seenVersionHash: Buffer | null;
  seenEditRevision: number | null;
  comment: string;
  payload: ItemData;
}

/** What applying a command comes to: the version it concerned, a word for the receipt, and what the trail says. */
export interface Applied {
  versionId: string | null;
  detail?: string;
  audit: readonly Omit<AuditEntry, 'cycleReportId' | 'commandId'>[];
}

/** The oldest command of a target that nobody has answered. */
export async function oldestPending(sql: Queryable, kind: TargetKind, targetId: string): Promise<PendingCommand | null> {
  const { rows } = await sql.query<
    Omit<PendingCommand, 'actor'> & { actorId: string | null; actorName: string; actorEmail: string; actorRole: Actor['role'] }
  >(
    `SELECT c.id, c.kind, c.version_id AS "versionId", c.actor_id AS "actorId", c.actor_name AS "actorName", c.actor_email AS "actorEmail",
       c.actor_role AS "actorRole", c.seen_version_hash AS "seenVersionHash", c.seen_edit_revision AS "seenEditRevision", c.comment, c.payload
     FROM command c WHERE c.target_kind = $1 AND c.target_id = $2 AND NOT EXISTS (SELECT FROM receipt r WHERE r.command_id = c.id)
     ORDER BY c.seq LIMIT 1`,
    [kind, targetId],
  );
  const row = rows[0];
  if (!row) return null;
  const { actorId, actorName, actorEmail, actorRole, ...command } = row;
  return { ...command, actor: { id: actorId, name: actorName, email: actorEmail, role: actorRole } };
}

export interface StoredVerdict {
  itemKey: string;
  verdict: Verdict;
  reason: string;
}

export async function verdictsOf(sql: SqlClient, commandId: string): Promise<StoredVerdict[]> {
  const { rows } = await sql.query<StoredVerdict>(
    'SELECT item_key AS "itemKey", verdict, reason FROM command_verdict WHERE command_id = $1 ORDER BY item_key',
    [commandId],
  );
  return rows;
}

export async function additionCount(sql: SqlClient, commandId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>('SELECT count(*)::int AS count FROM command_addition WHERE command_id = $1', [
    commandId,
  ]);
  return rows[0]?.count ?? 0;
}

/** One receipt a command: the primary key says so. */
export async function writeReceipt(
  sql: SqlClient,
  commandId: string,
  receipt:
    | { outcome: 'applied'; detail: string; versionId: string | null }
    | { outcome: 'refused'; code: RefusalCode; detail: string; versionId: string | null },
  step: StepRef | null,
): Promise<void> {
  await sql.query(
    `INSERT INTO receipt (command_id, outcome, code, detail, version_id, workflow_execution_id, workflow_step_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      commandId,
      receipt.outcome,
      receipt.outcome === 'refused' ? receipt.code : null,
      receipt.detail,
      receipt.versionId,
      step?.executionId ?? null,
      step?.stepId ?? null,
    ],
  );
}
