import type { CycleReportInput } from '#contract/cycle-report';
import type { Database } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';

export interface StoredStart {
  title: string;
  workflowType: string | null;
  input: CycleReportInput | null;
}

/** What a report's workflow is, or will be, started with; null where the report does not exist. */
export async function storedStart(db: Database, cycleReportId: string): Promise<StoredStart | null> {
  const { rows } = await db.pool.query<StoredStart>(
    `select ${reportTitleSql()} as title, cr.workflow_type as "workflowType", cr.start_input as input
     from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
    [cycleReportId],
  );
  return rows[0] ?? null;
}
