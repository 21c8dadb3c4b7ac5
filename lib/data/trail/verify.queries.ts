import type { VerifyResult } from '#contract/views/work-views';
import { may, type Subject } from '#domain/people/permissions';
import { requireCycleReport } from '../people/access.queries';
import { visibleReportsSql } from '../people/visible-reports';
import type { Database } from '../sql/connection';
import { SqlParams } from '../sql/sql-params';
import { type VerifyScope, verifyAudit, verifyHistories, verifyItems, verifyVersions } from './verify-links.queries';

/**
 * Follows every hash of what this person may see: the trail, the versions and the archived histories.
 * @throws Refusal `not_found` where it is asked for a report that may not be seen.
 */
export async function verifyTrail(
  db: Database,
  subject: Subject,
  request: { cycleReportId?: string | undefined } = {},
): Promise<VerifyResult> {
  if (request.cycleReportId !== undefined) {
    const scope = await requireCycleReport(db.pool, subject, request.cycleReportId);
    return verify(db, { cycleReportIds: [scope.cycleReportId], installation: false });
  }
  const params = new SqlParams();
  const visible = visibleReportsSql(subject, params);
  const answer = await db.pool.query<{ id: string }>(
    `select cr.id from cycle_report cr join report r on r.id = cr.report_id where ${visible}`,
    params.values,
  );
  return verify(db, { cycleReportIds: answer.rows.map((row) => row.id), installation: may(subject, 'see_installation_trail').allowed });
}

/** Follows every hash of the installation; for the command line, which has the database itself. */
export async function verifyInstallation(db: Database): Promise<VerifyResult> {
  return verify(db, { cycleReportIds: null, installation: true });
}

/** Runs all checks on one snapshot, so that what is written meanwhile neither breaks a link nor is half seen. */
async function verify(db: Database, scope: VerifyScope): Promise<VerifyResult> {
  const sql = await db.pool.connect();
  try {
    await sql.query('begin transaction isolation level repeatable read read only');
    const audit = await verifyAudit(sql, scope);
    const items = await verifyItems(sql, scope);
    const versions = await verifyVersions(sql, scope);
    const histories = await verifyHistories(sql, scope);
    const problems = [audit, items, versions, histories].flatMap((followed) => followed.problems);
    return {
      ok: problems.length === 0,
      checked: { auditEvents: audit.count, versions: versions.count, items: items.count, historySegments: histories.count },
      problems,
    };
  } finally {
    // Nothing was written; a connection that cannot even roll back is thrown away.
    await sql.query('rollback').then(
      () => sql.release(),
      (error: Error) => sql.release(error),
    );
  }
}
