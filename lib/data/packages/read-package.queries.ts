import { newestCheckpoint } from '../checkpoints/standing.queries';
import { type ExportedReport, readExportedReport } from '../record/export.queries';
import type { Database, SqlClient } from '../sql/connection';
import { REPORT_JOINS_SQL } from '../sql/fragments';
import { onlyRow } from '../sql/only-row';

/** A report as it stands at one moment: whatever is read by `sql` is of that moment. */
export interface ReportSnapshot {
  sql: SqlClient;
  report: ExportedReport;
  named: { report: string; cycle: string; installation: string };
  /** Number of the newest checkpoint; 0 without one. */
  checkpoint: number;
}

/**
 * Reads a report on one snapshot, with instants in UTC, as its rows are hashed. Answers null where its trail is empty, otherwise what
 * `take` answers.
 */
export async function readReportSnapshot<T>(
  db: Database,
  cycleReportId: string,
  take: (snapshot: ReportSnapshot) => Promise<T>,
): Promise<T | null> {
  const sql = await db.pool.connect();
  try {
    await sql.query(`begin transaction isolation level repeatable read read only; set local timezone = 'UTC'`);
    const report = await readExportedReport(sql, cycleReportId);
    if (report === null) return null;
    const { installation, number } = await newestCheckpoint(sql);
    const { rows } = await sql.query<{ report: string; cycle: string }>(
      `select r.name as report, tc.name as cycle from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
      [cycleReportId],
    );
    return await take({ sql, report, named: { ...onlyRow(rows), installation }, checkpoint: number });
  } finally {
    // Nothing was written; a connection that cannot even roll back is thrown away.
    await sql.query('rollback').then(
      () => sql.release(),
      (error: Error) => sql.release(error),
    );
  }
}
