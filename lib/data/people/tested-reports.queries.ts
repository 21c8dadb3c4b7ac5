import type { Queryable } from '../sql/connection';

/** Whether somebody is the tester of a report in any cycle that is not closed. */
export async function testsReport(db: Queryable, userId: string, reportId: string): Promise<boolean> {
  const { rows } = await db.query('select 1 from cycle_report where report_id = $1 and tester_id = $2 and closed_at is null limit 1', [
    reportId,
    userId,
  ]);
  return rows.length > 0;
}
