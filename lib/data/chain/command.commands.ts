import { cycleReportWorkflowId } from '#contract/names';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { versionInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { COMMAND_WORDS } from '#domain/version/command-words';
import { COMMAND_TARGET, type CommandKind, type TargetKind, type Verdict } from '#domain/version/commands';
import type { Actor } from '../people/actor';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { writeAudit } from '../trail/audit';

/** What somebody asks for. Hashes are lower-case hex. */
export interface CommandInput {
  /** A UUID made where the person acts, so that sending twice is one command. */
  commandId: string;
  kind: CommandKind;
  /** A chain or a cycle report, as the kind says. */
  targetId: string;
  versionId?: string;
  seenVersionHash?: string;
  seenEditRevision?: number;
  comment?: string;
  payload?: ItemData;
  verdicts?: readonly { itemKey: string; verdict: Verdict; reason?: string | undefined }[];
  additions?: readonly {
    itemKey?: string | undefined;
    filter?: ItemFilter | undefined;
    count?: number | undefined;
    reason?: string | undefined;
  }[];
}

export interface InsertedCommand {
  commandId: string;
  targetKind: TargetKind;
  targetId: string;
  /** Whose doorbell to ring. */
  workflowId: string;
  /** Place in the target's sequence, from 1. */
  seq: number;
  /** The command was there already; nothing was written. */
  repeated: boolean;
}

interface Target {
  cycleReportId: string;
  chainId: string | null;
  phase: PhaseName | null;
  workflowId: string;
  subject: string;
  closed: boolean;
}

/**
 * Records a command with its verdicts, additions and audit row, in one transaction. The counter's row serialises the
 * commands of a target, so that the order of `seq` is the order of commit.
 * @throws Refusal `not_found`, `report_closed`, `additions_not_taken`, `invalid_input`
 */
export async function insertCommand(db: Database, actor: Actor, input: CommandInput): Promise<InsertedCommand> {
  assertWellFormed(input);
  return await inTransaction(db, async (sql) => {
    const targetKind = COMMAND_TARGET[input.kind];
    const target = await readTarget(sql, targetKind, input);
    const head = { commandId: input.commandId, targetKind, targetId: input.targetId, workflowId: target.workflowId };
    const lastSeq = await lockCounter(sql, targetKind, input.targetId);
    const earlier = await findEarlier(sql, actor, input);
    if (earlier !== null) return { ...head, seq: earlier, repeated: true };
    if (target.closed) throw new Refusal('report_closed');
    if ((input.additions ?? []).length > 0 && !takesAdditions(target.phase)) throw new Refusal('additions_not_taken');

    const seq = lastSeq + 1;
    await sql.query('update command_counter set last_seq = $3 where target_kind = $1 and target_id = $2', [
      targetKind,
      input.targetId,
      seq,
    ]);
    await writeCommand(sql, actor, input, targetKind, seq);
    await writeParts(sql, input);
    await writeAudit(sql, {
      cycleReportId: target.cycleReportId,
      kind: 'command_sent',
      actor,
      subject: `${COMMAND_WORDS[input.kind]} ${target.subject}`,
      chainId: target.chainId,
      versionId: input.versionId ?? null,
      commandId: input.commandId,
    });
    return { ...head, seq, repeated: false };
  });
}

function assertWellFormed(input: CommandInput): void {
  for (const addition of input.additions ?? []) {
    const byKey = addition.itemKey !== undefined;
    const byFilter = addition.filter !== undefined && addition.count !== undefined;
    if (byKey === byFilter) throw new Refusal('invalid_input', 'A requested addition names one record, or a filter and how many.');
  }
  for (const verdict of input.verdicts ?? []) {
    if (verdict.verdict === 'rejected' && !verdict.reason?.trim())
      throw new Refusal('reason_required', `${verdict.itemKey} is marked as rejected.`);
  }
}

async function readTarget(sql: SqlClient, kind: TargetKind, input: CommandInput): Promise<Target> {
  if (kind === 'cycle_report') {
    const { rows } = await sql.query<{ name: string; closed: boolean }>(
      `select r.name || ', ' || t.name as name, cr.closed_at is not null as closed
       from cycle_report cr join report r on r.id = cr.report_id join test_cycle t on t.id = cr.cycle_id where cr.id = $1`,
      [input.targetId],
    );
    const row = rows[0];
    if (!row) throw new Refusal('not_found');
    return {
      cycleReportId: input.targetId,
      chainId: null,
      phase: null,
      workflowId: cycleReportWorkflowId(input.targetId),
      subject: row.name,
      closed: row.closed,
    };
  }
  const { rows } = await sql.query<{
    cycleReportId: string;
    workflowId: string;
    phase: PhaseName;
    instance: string;
    closed: boolean;
    number: number | null;
  }>(
    `select c.cycle_report_id as "cycleReportId", c.workflow_id as "workflowId", c.phase, c.instance, cr.closed_at is not null as closed, v.number
     from chain c join cycle_report cr on cr.id = c.cycle_report_id left join version v on v.id = $2 and v.chain_id = c.id where c.id = $1`,
    [input.targetId, input.versionId ?? null],
  );
  const row = rows[0];
  if (!row || (input.versionId !== undefined && row.number === null)) throw new Refusal('not_found');
  return { ...row, chainId: input.targetId, subject: versionInWords(row, row.number) };
}

/** Whether a reviewer may ask for items that are not there: only in phases that are drawn from a population. */
function takesAdditions(phase: PhaseName | null): boolean {
  return phase !== null && phaseDefinition(phase).takesAdditions === true;
}

async function lockCounter(sql: SqlClient, kind: TargetKind, targetId: string): Promise<number> {
  const { rows } = await sql.query<{ last: number }>(
    `insert into command_counter (target_kind, target_id) values ($1, $2)
     on conflict (target_kind, target_id) do update set last_seq = command_counter.last_seq returning last_seq as last`,
    [kind, targetId],
  );
  return rows[0]?.last ?? 0;
}

/** The sequence number of the same command sent before. @throws Refusal `invalid_input` where the id stands for another. */
async function findEarlier(sql: SqlClient, actor: Actor, input: CommandInput): Promise<number | null> {
  const { rows } = await sql.query<{ seq: number; kind: string; targetId: string; actorId: string | null }>(
    'select seq, kind, target_id as "targetId", actor_id as "actorId" from command where id = $1',
    [input.commandId],
  );
  const row = rows[0];
  if (!row) return null;
  const same = row.kind === input.kind && row.targetId === input.targetId && row.actorId === actor.id;
  if (!same) throw new Refusal('invalid_input', 'This command id stands for another command.');
  return row.seq;
}

async function writeCommand(sql: SqlClient, actor: Actor, input: CommandInput, kind: TargetKind, seq: number): Promise<void> {
  await sql.query(
    `insert into command (id, target_kind, target_id, seq, kind, version_id, actor_id, actor_name, actor_email, actor_role,
       seen_version_hash, seen_edit_revision, comment, payload)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, decode($11, 'hex'), $12, $13, $14)`,
    [
      input.commandId,
      kind,
      input.targetId,
      seq,
      input.kind,
      input.versionId ?? null,
      actor.id,
      actor.name,
      actor.email,
      actor.role,
      input.seenVersionHash ?? null,
      input.seenEditRevision ?? null,
      input.comment ?? '',
      JSON.stringify(input.payload ?? {}),
    ],
  );
}

async function writeParts(sql: SqlClient, input: CommandInput): Promise<void> {
  const verdicts = input.verdicts ?? [];
  if (verdicts.length > 0) {
    await sql.query(
      'insert into command_verdict (command_id, item_key, verdict, reason) select $1, * from unnest($2::text[], $3::text[], $4::text[])',
      [
        input.commandId,
        verdicts.map((verdict) => verdict.itemKey),
        verdicts.map((verdict) => verdict.verdict),
        verdicts.map((verdict) => verdict.reason ?? ''),
      ],
    );
  }
  const additions = input.additions ?? [];
  if (additions.length > 0) {
    await sql.query(
      `insert into command_addition (command_id, ordinal, item_key, filter, count, reason)
       select $1, * from unnest($2::int[], $3::text[], $4::jsonb[], $5::int[], $6::text[])`,
      [
        input.commandId,
        additions.map((_, index) => index + 1),
        additions.map((addition) => addition.itemKey ?? null),
        additions.map((addition) => (addition.filter ? JSON.stringify(addition.filter) : null)),
        additions.map((addition) => addition.count ?? null),
        additions.map((addition) => addition.reason ?? ''),
      ],
    );
  }
}
