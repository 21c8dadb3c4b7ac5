import type { ItemData } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { PhaseName } from '#domain/phase/phase-names';
import { type Verdict } from '#domain/phase/verdicts';
import { Refusal, type RefusalCode } from '#domain/refusals';
import { parsePayload } from '#domain/version/command-payload';
import { type CommandKind, isAddressedTo, type KindsOf, type Said, type TargetKind } from '#domain/version/commands';
import type { Actor } from '../people/actor';
import type { AuditEntry } from '../record/audit';
import type { Queryable, SqlClient } from '../sql/connection';
import { WAITING_COMMANDS_SQL } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
import type { StepRef } from '../tracking/tracked-steps';

interface Waiting {
  id: string;
  versionId: string | null;
  actor: Actor;
  seenVersionHash: Buffer | null;
  seenEditRevision: number | null;
  comment: string;
  /** When it was sent, which may be long before it is applied. */
  askedAt: Date;
}

/** A command as its row holds it; its payload is not believed yet. */
export interface StoredCommand extends Waiting {
  kind: CommandKind;
  payload: unknown;
}

/** A command that waits for its receipt; of several kinds, their union. */
export type PendingCommand<K extends CommandKind = CommandKind> = { [P in K]: Waiting & Said<P> }[K];

/**
 * A stored command as one of those that this sort of target can be asked, its payload checked.
 * @throws Refusal `invalid_input` where it is addressed to the wrong sort of target, or carries what its kind does not know
 */
export function toPending<T extends TargetKind>(target: T, stored: StoredCommand): PendingCommand<KindsOf<T>> {
  const { kind, payload } = stored;
  if (!isAddressedTo(target, kind)) throw new Refusal('invalid_input');
  return { ...stored, kind, payload: parsePayload(kind, payload) } as PendingCommand<KindsOf<T>>;
}

/** What lib/data has to know of phases, handed in by the activity. */
export interface PhaseRules {
  definition(phase: PhaseName): PhaseDefinition;
  /** How what people record in a phase is completed by what the server knows; left out, or null: it is taken as it is sent. */
  completer?(phase: PhaseName): CompleteRecording | null;
}

/** What somebody records of an item, beside the item as it is. */
export interface AskedFields {
  before: ItemData;
  fields: ItemData;
}

/**
 * Answers the fields that are recorded for those that were sent, by item: a file that is named, with what was found in it. `sql` holds the
 * chain's lock. @throws Refusal where what is named is not there
 */
export type CompleteRecording = (
  sql: SqlClient,
  chainId: string,
  asked: ReadonlyMap<string, AskedFields>,
) => Promise<ReadonlyMap<string, ItemData>>;

/** What the activity that applies a command brings along. */
export interface Applying extends Trying {
  rules: PhaseRules;
}

/** The step that answers a command. */
export interface Trying {
  step: StepRef;
  /** Whether it was tried before. What it answered then is what it answers now, and nothing more. */
  again?: boolean;
}

/** What applying a command comes to: the version it concerned, a word for the receipt, and what the trail says. */
export interface Applied {
  versionId: string | null;
  detail?: string;
  audit: readonly Omit<AuditEntry, 'cycleReportId' | 'commandId'>[];
}

/** The oldest command of a target that nobody has answered. */
export async function oldestPending(sql: Queryable, kind: TargetKind, targetId: string): Promise<StoredCommand | null> {
  const { rows } = await queryPrepared<Omit<StoredCommand, 'actor'> & { actorId: string | null; actorRole: Actor['role'] }>(
    sql,
    `select c.id, c.kind, c.version_id as "versionId", c.actor_id as "actorId", c.actor_role as "actorRole", c.seen_version_hash as "seenVersionHash", c.seen_edit_revision as "seenEditRevision", c.comment, c.payload, c.created_at as "askedAt"
     ${WAITING_COMMANDS_SQL} and k.target_kind = $1 and k.target_id = $2 order by c.seq limit 1`,
    [kind, targetId],
  );
  const row = rows[0];
  if (!row) return null;
  const { actorId, actorRole, ...command } = row;
  return { ...command, actor: { id: actorId, role: actorRole } };
}

/** The command of a target that a step has answered; null where it has answered none. */
export async function answeredIn(sql: Queryable, kind: TargetKind, targetId: string, { stepId }: StepRef): Promise<AnsweredCommand | null> {
  const { rows } = await queryPrepared<AnsweredCommand>(
    sql,
    `select c.id, c.kind from command c join receipt r on r.command_id = c.id
     where c.target_kind = $1 and c.target_id = $2 and r.workflow_step_id = $3 order by c.seq limit 1`,
    [kind, targetId, stepId],
  );
  return rows[0] ?? null;
}

interface AnsweredCommand {
  id: string;
  kind: CommandKind;
}

export interface StoredVerdict {
  itemKey: string;
  verdict: Verdict;
  reason: string;
  /** Lower-case hex of what is judged, as its giver saw it; null where they saw the version's hash. */
  seenHash: string | null;
}

/** The verdicts on items that a command carries, by item key. */
export async function verdictsOf(sql: SqlClient, commandId: string): Promise<StoredVerdict[]> {
  const { rows } = await queryPrepared<StoredVerdict>(
    sql,
    `select item_key as "itemKey", verdict, reason, encode(seen_hash, 'hex') as "seenHash" from command_verdict where command_id = $1 order by item_key`,
    [commandId],
  );
  return rows;
}

/** How many additions a command asks for. */
export async function additionCount(sql: SqlClient, commandId: string): Promise<number> {
  const { rows } = await queryPrepared<{ count: number }>(
    sql,
    'select count(*)::int as count from command_addition where command_id = $1',
    [commandId],
  );
  return rows[0]?.count ?? 0;
}

/** Inserts a command's receipt, and tells its target's counter. The primary key permits one for each command. */
export async function writeReceipt(
  sql: SqlClient,
  commandId: string,
  receipt:
    | { outcome: 'applied'; detail: string; versionId: string | null }
    | { outcome: 'refused'; code: RefusalCode; detail: string; versionId: string | null },
  step: StepRef | null,
): Promise<void> {
  await queryPrepared(
    sql,
    `with answered as (
       update command_counter k set answered_seq = coalesce(
         (select min(w.seq) - 1 from command w where w.target_kind = k.target_kind and w.target_id = k.target_id and w.seq > k.answered_seq
           and w.id <> $1 and not exists (select from receipt r where r.command_id = w.id)),
         -- The last that this statement can know of: another may just be numbered.
         (select max(w.seq) from command w where w.target_kind = k.target_kind and w.target_id = k.target_id))
       from command c where c.id = $1 and k.target_kind = c.target_kind and k.target_id = c.target_id)
     insert into receipt (command_id, outcome, code, detail, version_id, workflow_execution_id, workflow_step_id) values ($1, $2, $3, $4, $5, $6, $7)`,
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
