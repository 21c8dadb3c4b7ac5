import { chainInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { type CommandKind, STARTING_KINDS, type TargetKind } from '#domain/version/commands';
import type { Database } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql, WAITING_COMMANDS_SQL } from '../sql/fragments';

/** A command nobody has answered yet, with the workflow whose doorbell it rings. */
export interface UnansweredCommand {
  commandId: string;
  kind: CommandKind;
  targetKind: TargetKind;
  targetId: string;
  cycleReportId: string;
  workflowId: string;
  /** Report by name, with its phase where a chain is meant. */
  subject: string;
  versionId: string | null;
  ageMs: number;
}

/**
 * Commands without a receipt that are older than `olderThanMs`, in the order of their targets' sequences, oldest first.
 * Only each target's oldest: ringing once makes the workflow answer all of them.
 */
export async function unansweredCommands(db: Database, olderThanMs: number, limit = 500): Promise<UnansweredCommand[]> {
  const { rows } = await db.pool.query<
    Omit<UnansweredCommand, 'subject'> & { title: string; phase: PhaseName | null; instance: string | null }
  >(
    `select * from (
       select distinct on (c.target_kind, c.target_id)
              c.id as "commandId", c.kind, c.target_kind as "targetKind", c.target_id as "targetId", c.version_id as "versionId",
              coalesce(ch.cycle_report_id, c.target_id) as "cycleReportId",
              coalesce(ch.workflow_id, 'cycle-report/' || c.target_id) as "workflowId",
              ${reportTitleSql()} as title, ch.phase, ch.instance,
              (extract(epoch from clock_timestamp() - c.created_at) * 1000)::float8 as "ageMs"
       from (select c.* ${WAITING_COMMANDS_SQL}) c left join chain ch on c.target_kind = 'chain' and ch.id = c.target_id
       join cycle_report cr on cr.id = coalesce(ch.cycle_report_id, c.target_id) ${REPORT_JOINS_SQL}
       order by c.target_kind, c.target_id, c.seq
     ) oldest
     where "ageMs" >= $1 order by "ageMs" desc, "commandId" limit $2`,
    [olderThanMs, limit],
  );
  return rows.map(({ title, phase, instance, ...row }) => ({
    ...row,
    subject: phase === null ? title : `${title}: ${chainInWords({ phase, instance: instance ?? '' })}`,
  }));
}

/** The command a target's workflow answers next; null where none waits. */
export async function oldestUnanswered(
  db: Database,
  targetKind: TargetKind,
  targetId: string,
): Promise<{ commandId: string; kind: CommandKind } | null> {
  const { rows } = await db.pool.query<{ commandId: string; kind: CommandKind }>(
    `select c.id as "commandId", c.kind ${WAITING_COMMANDS_SQL} and k.target_kind = $1 and k.target_id = $2 order by c.seq limit 1`,
    [targetKind, targetId],
  );
  return rows[0] ?? null;
}

/** Whether a later start or restart than this command waits for the same report: then it will be answered after that. */
export async function restartWaits(db: Database, cycleReportId: string): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `select 1 ${WAITING_COMMANDS_SQL} and k.target_kind = 'cycle_report' and k.target_id = $1 and c.kind = any ($2::text[]) limit 1`,
    [cycleReportId, STARTING_KINDS],
  );
  return (rowCount ?? 0) > 0;
}
