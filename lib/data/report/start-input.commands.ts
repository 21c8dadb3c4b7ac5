import type { CycleReportInput } from '#contract/cycle-report';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';

/** Keeps what a report's workflow is started with, once: a restart starts the same again. Returns what is kept. */
export async function keepStartInput(
  db: Database,
  cycleReportId: string,
  workflowType: string,
  input: CycleReportInput,
): Promise<{ workflowType: string; input: CycleReportInput }> {
  await inTransaction(db, async (sql) => {
    const { rowCount } = await sql.query(
      'update cycle_report set workflow_type = $2, start_input = $3 where id = $1 and start_input is null',
      [cycleReportId, workflowType, JSON.stringify(input)],
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
