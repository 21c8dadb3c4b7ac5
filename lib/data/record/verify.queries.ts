import type { VerifyResult } from '#contract/views/work-views';
import { may, type Subject } from '#domain/people/permissions';
import { requireCycleReport } from '../people/access.queries';
import { visibleReportsSql } from '../people/visible-reports';
import type { Database, SqlClient } from '../sql/connection';
import { SqlParams } from '../sql/sql-params';
import { verifyCarried } from './verify-carried';
import { verifyContent } from './verify-content';
import { verifyCommands, verifyDecisions } from './verify-decisions';
import { type ReadableFiles, verifyFiles } from './verify-files';
import { verifyHistories } from './verify-histories';
import { verifyNames } from './verify-names';
import { verifyRows } from './verify-rows';
import type { VerifyScope } from './verify-scope';
import { verifyStreams } from './verify-streams';

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
    return verify(db, { cycleReportIds: [scope.cycleReportId], installation: false }, null);
  }
  const params = new SqlParams();
  const visible = visibleReportsSql(subject, params);
  const answer = await db.pool.query<{ id: string }>(
    `select cr.id from cycle_report cr join report r on r.id = cr.report_id where ${visible}`,
    params.values,
  );
  return verify(
    db,
    { cycleReportIds: answer.rows.map((row) => row.id), installation: may(subject, 'see_installation_trail').allowed },
    null,
  );
}

/** Follows every hash of the installation; for the command line, which has the database itself, and its files where `files` is given. */
export async function verifyInstallation(db: Database, files: ReadableFiles | null): Promise<VerifyResult> {
  return verify(db, { cycleReportIds: null, installation: true }, files);
}

/** Runs all checks on one snapshot, so that what is written meanwhile neither breaks a link nor is half seen. */
async function verify(db: Database, scope: VerifyScope, files: ReadableFiles | null): Promise<VerifyResult> {
  const sql = await db.pool.connect();
  try {
    await sql.query('begin transaction isolation level repeatable read read only');
    return await verifyWithin(sql, scope, files);
  } finally {
    // Nothing was written; a connection that cannot even roll back is thrown away.
    await sql.query('rollback').then(
      () => sql.release(),
      (error: Error) => sql.release(error),
    );
  }
}

/** Runs all checks in the caller's transaction. */
export async function verifyWithin(sql: SqlClient, scope: VerifyScope, files: ReadableFiles | null): Promise<VerifyResult> {
  // Rows are hashed with their instants as text in UTC.
  await sql.query(`set local timezone = 'UTC'`);
  const streams = await verifyStreams(sql, scope);
  const rows = await verifyRows(sql, scope);
  const content = await verifyContent(sql, scope);
  const carried = await verifyCarried(sql, scope);
  const decisions = await verifyDecisions(sql, scope);
  const commands = await verifyCommands(sql, scope);
  const histories = await verifyHistories(sql, scope);
  const names = await verifyNames(sql, scope);
  const stored = files === null ? null : await verifyFiles(sql, scope, files);
  const problems = [streams, rows, content, carried, decisions, commands, histories, names, ...(stored === null ? [] : [stored])].flatMap(
    (followed) => followed.problems,
  );
  return {
    ok: problems.length === 0,
    checked: {
      auditEvents: streams.count,
      versions: content.versions,
      items: content.count,
      historySegments: histories.count,
      decisions: decisions.count,
      files: stored?.count ?? 0,
      rows: rows.rows,
    },
    notProven: [
      ...(stored === null ? ['The bytes of the uploaded files were not read.'] : []),
      'Nothing outside this database was compared.',
    ],
    problems,
  };
}
