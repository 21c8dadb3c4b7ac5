import type { CommandView } from '#contract/views/version-views';
import type { ReceiptEvidence } from '#domain/checkpoint/evidence';
import { isId } from '#domain/id';
import { may, type Subject } from '#domain/people/permissions';
import { handlesIn } from '#domain/people/person-token';
import { isRefusalCode, REFUSALS, Refusal, tellsOfData } from '#domain/refusals';
import { appliedInWords } from '#domain/version/applied-words';
import type { CommandKind, ReceiptOutcome, TargetKind } from '#domain/version/commands';
import { readReceiptEvidence, recordedAs } from '../checkpoints/evidence.queries';
import { requireChain, requireCycleReport } from '../people/access.queries';
import { hidesSomething } from '../people/masking.queries';
import { readNames } from '../people/people-names.queries';
import type { Database } from '../sql/connection';

interface CommandRow {
  id: string;
  kind: CommandKind;
  targetKind: TargetKind;
  targetId: string;
  sentAt: Date;
  outcome: ReceiptOutcome | null;
  code: string | null;
  detail: string | null;
  receiptAt: Date | null;
  versionId: string | null;
}

/** A command and its receipt, in words. Visible to whoever may see what it is addressed to. @throws Refusal `not_found`. */
export async function readCommand(db: Database, subject: Subject, request: { commandId: string }): Promise<CommandView> {
  const row = await requireCommand(db, subject, request.commandId);
  const receipt = receiptOf(row);
  const recorded = receipt && (await recordedAs(db.pool, row.id));
  return {
    id: row.id,
    kind: row.kind,
    sentAt: row.sentAt.toISOString(),
    receipt,
    recorded: recorded && { seq: recorded.seq, hash: recorded.hash, checkpoint: recorded.checkpoint },
  };
}

/**
 * A command's receipt as people take it along, for `verify --against`. Visible to whoever may see what the command is
 * addressed to. @throws Refusal `not_found`, also for a command without a receipt.
 */
export async function readCommandReceipt(db: Database, subject: Subject, request: { commandId: string }): Promise<ReceiptEvidence> {
  const row = await requireCommand(db, subject, request.commandId);
  const evidence = row.outcome === null ? null : await readReceiptEvidence(db.pool, row.id);
  if (!evidence) throw new Refusal('not_found');
  return evidence;
}

async function requireCommand(db: Database, subject: Subject, commandId: string): Promise<CommandRow> {
  if (!isId(commandId)) throw new Refusal('not_found');
  const answer = await db.pool.query<CommandRow>(
    `select c.id, c.kind, c.target_kind as "targetKind", c.target_id as "targetId", c.created_at as "sentAt", rc.outcome, rc.code, rc.detail,
            rc.created_at as "receiptAt", rc.version_id as "versionId"
       from command c left join receipt rc on rc.command_id = c.id where c.id = $1`,
    [commandId],
  );
  const [row] = answer.rows;
  if (!row) throw new Refusal('not_found');
  const { resource } = await (row.targetKind === 'chain' ? requireChain : requireCycleReport)(db.pool, subject, row.targetId);
  if (tellsOfData(row.code) && !may(subject, 'unmask', resource).allowed && (await hidesSomething(db.pool, row.versionId)))
    return { ...row, detail: null };
  const names = await readNames(db.pool, handlesIn(row.detail ?? ''));
  const detail = row.detail === null ? null : names.at(row.receiptAt ?? row.sentAt)(row.detail);
  return { ...row, detail };
}

function receiptOf(row: CommandRow): CommandView['receipt'] {
  if (row.outcome === null || row.receiptAt === null) return null;
  const base = { outcome: row.outcome, code: row.code, at: row.receiptAt.toISOString(), versionId: row.versionId };
  if (row.outcome === 'applied') return { ...base, message: appliedInWords(row.kind, row.detail ?? '') };
  const sentence = isRefusalCode(row.code) ? REFUSALS[row.code] : REFUSALS.internal_error;
  return { ...base, message: row.detail ? `${sentence} ${row.detail}` : sentence };
}
