import { cycleReportWorkflowId } from '#contract/names';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { versionInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { TURNING_DOWN, type Verdict } from '#domain/phase/verdicts';
import { phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { parsePayload } from '#domain/version/command-payload';
import { COMMANDS, type CommandKind, type PayloadOf, type TargetKind } from '#domain/version/commands';
import { ANOTHER_COMMAND, isSameCommand, type SaidByCommand } from '#domain/version/same-command';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';

interface Asked {
  /** A UUID made where the person acts, so that sending twice is one command. */
  commandId: string;
  /** A chain or a cycle report, as the kind says. */
  targetId: string;
  /** The version it is about, of commands on versions. */
  versionId?: string;
  /** Lower-case hex; of decisions and withdrawals, which are about frozen content. */
  seenVersionHash?: string;
  /** Of commands on drafts. */
  seenEditRevision?: number;
  /** The sender's note or reason. */
  comment?: string;
  /** Of decisions. `seenHash`: of verdicts on recorded items, lower-case hex of what is judged, as their giver saw it. */
  verdicts?: readonly { itemKey: string; verdict: Verdict; reason?: string | undefined; seenHash?: string | undefined }[];
  /** Of recordings: some fields of items, with the hash (lower-case hex) of each item as its sender saw it. */
  changes?: readonly { itemKey: string; seenHash: string; fields: ItemData }[];
  /** Of decisions: one record by key, or `count` records by a filter. */
  additions?: readonly {
    itemKey?: string | undefined;
    filter?: ItemFilter | undefined;
    count?: number | undefined;
    reason?: string | undefined;
  }[];
}

/** A payload may be left away where nothing is one. */
type WithPayload<K extends CommandKind> =
  Record<string, never> extends PayloadOf<K> ? { payload?: PayloadOf<K> } : { payload: PayloadOf<K> };

/** What somebody asks for: a union by kind, each with the payload that `COMMANDS` gives it. */
export type CommandInput = { [K in CommandKind]: Asked & { kind: K } & WithPayload<K> }[CommandKind];

/** What a command is addressed to, found by whoever checked the sender's permission on it. */
export interface CommandTarget {
  /** A chain's or a cycle report's. */
  id: string;
  cycleReportId: string;
  /** Null of a cycle report. */
  phase: PhaseName | null;
  /** Whose doorbell to ring. */
  workflowId: string;
  /** In words, for the trail. */
  subject: string;
}

export interface InsertedCommand {
  commandId: string;
  /** Place in the target's sequence, from 1. */
  seq: number;
  /** The command was there already; nothing was written. */
  repeated: boolean;
}

/**
 * Records a command with its verdicts, additions and audit row, in one transaction. The counter's row serialises the
 * commands of a target, so that the order of `seq` is the order of commit. Without a `target` it is looked up.
 * @throws Refusal `not_found`, `report_closed`, `additions_not_taken`, `invalid_input`
 */
export async function insertCommand(db: Database, actor: Actor, input: CommandInput, target?: CommandTarget): Promise<InsertedCommand> {
  assertWellFormed(input);
  const payload = parsePayload(input.kind, input.payload);
  return await inTransaction(db, async (sql) => {
    const targetKind = COMMANDS[input.kind].target;
    const found = target ?? (await readTarget(sql, targetKind, input));
    const lastSeq = await lockCounter(sql, targetKind, input.targetId);
    const earlier = await findEarlier(sql, actor, { ...input, payload } as CommandInput);
    if (earlier !== null) return { commandId: input.commandId, seq: earlier, repeated: true };
    await requireOpen(sql, found.cycleReportId);
    if ((input.additions ?? []).length > 0 && !takesAdditions(found.phase)) throw new Refusal('additions_not_taken');

    const seq = lastSeq + 1;
    await writeCommand(sql, actor, { ...input, payload }, targetKind, seq);
    await writeParts(sql, input);
    await writeAudit(sql, {
      cycleReportId: found.cycleReportId,
      kind: 'command_sent',
      actor,
      subject: `${COMMANDS[input.kind].words} ${found.subject}`,
      chainId: found.phase === null ? null : found.id,
      versionId: input.versionId ?? null,
      commandId: input.commandId,
    });
    return { commandId: input.commandId, seq, repeated: false };
  });
}

/** @throws Refusal `invalid_input` for an addition that is neither a record nor a number of them, `reason_required` for a rejection without one */
export function assertWellFormed(input: Pick<Asked, 'verdicts' | 'additions'>): void {
  for (const addition of input.additions ?? []) {
    const byKey = addition.itemKey !== undefined;
    const byFilter = addition.filter !== undefined && addition.count !== undefined;
    if (byKey === byFilter) throw new Refusal('invalid_input', 'A requested addition names one record, or a filter and how many.');
    if ((addition.count ?? 1) < 1) throw new Refusal('invalid_input', 'A requested addition asks for at least one record.');
  }
  for (const verdict of input.verdicts ?? []) {
    if (TURNING_DOWN.includes(verdict.verdict) && !verdict.reason?.trim())
      throw new Refusal('reason_required', `${verdict.itemKey} is marked as ${verdict.verdict}.`);
  }
}

async function readTarget(sql: SqlClient, kind: TargetKind, input: CommandInput): Promise<CommandTarget> {
  const { targetId: id, versionId } = input;
  if (kind === 'cycle_report') {
    const { rows } = await queryPrepared<{ subject: string }>(
      sql,
      `select ${reportTitleSql()} as subject
       from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
      [id],
    );
    const row = rows[0];
    if (!row) throw new Refusal('not_found');
    return { id, cycleReportId: id, phase: null, workflowId: cycleReportWorkflowId(id), subject: row.subject };
  }
  const { rows } = await queryPrepared<{
    cycleReportId: string;
    workflowId: string;
    phase: PhaseName;
    instance: string;
    number: number | null;
  }>(
    sql,
    `select c.cycle_report_id as "cycleReportId", c.workflow_id as "workflowId", c.phase, c.instance, v.number
     from chain c left join version v on v.id = $2 and v.chain_id = c.id where c.id = $1`,
    [id, versionId ?? null],
  );
  const row = rows[0];
  if (!row || (versionId !== undefined && row.number === null)) throw new Refusal('not_found');
  const { cycleReportId, phase, workflowId } = row;
  return { id, cycleReportId, phase, workflowId, subject: versionInWords(row, row.number) };
}

/** What the sender saw may have ended since. @throws Refusal `report_closed` */
async function requireOpen(sql: SqlClient, cycleReportId: string): Promise<void> {
  const { rowCount } = await queryPrepared(sql, 'select from cycle_report where id = $1 and closed_at is null', [cycleReportId]);
  if (!rowCount) throw new Refusal('report_closed');
}

/** Whether a reviewer may ask for items that are not there: only in phases that are drawn from a population. */
function takesAdditions(phase: PhaseName | null): boolean {
  return phase !== null && phaseDefinition(phase).takesAdditions === true;
}

async function lockCounter(sql: SqlClient, kind: TargetKind, targetId: string): Promise<number> {
  const { rows } = await queryPrepared<{ last: number }>(
    sql,
    `insert into command_counter (target_kind, target_id) values ($1, $2)
     on conflict (target_kind, target_id) do update set last_seq = command_counter.last_seq returning last_seq as last`,
    [kind, targetId],
  );
  return rows[0]?.last ?? 0;
}

/**
 * The sequence number of the same command sent before.
 * @throws Refusal `invalid_input` where the id stands for another, be it only in its note or a verdict
 */
async function findEarlier(sql: SqlClient, actor: Actor, input: CommandInput): Promise<number | null> {
  const { rows } = await queryPrepared<SaidByCommand & { seq: number }>(
    sql,
    `select seq, kind, target_id as "targetId", actor_id as "actorId", version_id as "versionId", encode(seen_version_hash, 'hex') as "seenVersionHash",
       seen_edit_revision as "seenEditRevision", comment, payload,
       (select jsonb_agg(jsonb_build_object('itemKey', v.item_key, 'verdict', v.verdict, 'reason', v.reason, 'seenHash', encode(v.seen_hash, 'hex')))
          from command_verdict v where v.command_id = c.id) as verdicts,
       (select jsonb_agg(jsonb_build_object('itemKey', g.item_key, 'seenHash', encode(g.seen_hash, 'hex'), 'fields', g.fields))
          from command_change g where g.command_id = c.id) as changes,
       (select jsonb_agg(jsonb_build_object('itemKey', a.item_key, 'filter', a.filter, 'count', a.count, 'reason', a.reason) order by a.ordinal)
          from command_addition a where a.command_id = c.id) as additions
     from command c where id = $1`,
    [input.commandId],
  );
  const row = rows[0];
  if (!row) return null;
  if (!isSameCommand(row, { ...input, actorId: actor.id })) throw new Refusal('invalid_input', ANOTHER_COMMAND);
  return row.seq;
}

/** Writes a command, and its number into the counter that `lockCounter` holds. */
async function writeCommand(
  sql: SqlClient,
  actor: Actor,
  input: Asked & { kind: CommandKind; payload: PayloadOf<CommandKind> },
  kind: TargetKind,
  seq: number,
): Promise<void> {
  await queryPrepared(
    sql,
    `with counted as (update command_counter set last_seq = $4 where target_kind = $2 and target_id = $3)
     insert into command (id, target_kind, target_id, seq, kind, version_id, actor_id, actor_role,
       seen_version_hash, seen_edit_revision, comment, payload)
     values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11, $12)`,
    [
      input.commandId,
      kind,
      input.targetId,
      seq,
      input.kind,
      input.versionId ?? null,
      actor.id,
      actor.role,
      input.seenVersionHash ?? null,
      input.seenEditRevision ?? null,
      input.comment ?? '',
      JSON.stringify(input.payload),
    ],
  );
}

async function writeParts(sql: SqlClient, input: CommandInput): Promise<void> {
  const verdicts = input.verdicts ?? [];
  if (verdicts.length > 0) {
    await queryPrepared(
      sql,
      `insert into command_verdict (command_id, item_key, verdict, reason, seen_hash)
       select $1, v.key, v.verdict, v.reason, decode(v.seen, 'hex') from unnest($2::text[], $3::text[], $4::text[], $5::text[]) v (key, verdict, reason, seen)`,
      [
        input.commandId,
        verdicts.map((verdict) => verdict.itemKey),
        verdicts.map((verdict) => verdict.verdict),
        verdicts.map((verdict) => verdict.reason ?? ''),
        verdicts.map((verdict) => verdict.seenHash ?? null),
      ],
    );
  }
  const changes = input.changes ?? [];
  if (changes.length > 0) {
    await queryPrepared(
      sql,
      `insert into command_change (command_id, item_key, seen_hash, fields)
       select $1, g.key, decode(g.seen, 'hex'), g.fields from unnest($2::text[], $3::text[], $4::jsonb[]) g (key, seen, fields)`,
      [
        input.commandId,
        changes.map((change) => change.itemKey),
        changes.map((change) => change.seenHash),
        changes.map((change) => JSON.stringify(change.fields)),
      ],
    );
  }
  const additions = input.additions ?? [];
  if (additions.length > 0) {
    await queryPrepared(
      sql,
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
