import type { CycleReportInput } from '#contract/cycle-report';
import { STARTING_KINDS } from '#domain/version/commands';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';

/**
 * Keeps what a report's workflow is started with, once: a restart starts the same again. Until somebody has asked to start it, another version of the
 * process may be chosen. Returns what is kept.
 */
export async function keepStartInput(
  db: Database,
  cycleReportId: string,
  workflowType: string,
  input: CycleReportInput,
): Promise<{ workflowType: string; input: CycleReportInput }> {
  await inTransaction(db, async (sql) => {
    const { rowCount } = await sql.query(
      `update cycle_report cr set workflow_type = $2, start_input = $3 where cr.id = $1 and (cr.start_input is null or cr.workflow_type <> $2
         and cr.started_at is null and not exists (select from command k where k.target_kind = 'cycle_report' and k.target_id = cr.id and k.kind = any($4)))`,
      [cycleReportId, workflowType, JSON.stringify(input), STARTING_KINDS],
    );
    if (!rowCount) return;
    await writeAudit(sql, { cycleReportId, kind: 'start_kept', actor: SYSTEM_ACTOR, subject: input.title });
  });
  const { rows } = await db.pool.query<{ workflowType: string; input: CycleReportInput }>(
    'select workflow_type as "workflowType", start_input as input from cycle_report where id = $1 and start_input is not null',
    [cycleReportId],
  );
  const [row] = rows;
  if (!row) throw new Error(`no such cycle report: ${cycleReportId}`);
  return row;
}
