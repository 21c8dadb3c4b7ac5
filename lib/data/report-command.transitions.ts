import { assertNever } from '#domain/assert-never';
import type { AuditChange, AuditKind } from '#domain/audit-kinds';
import { COMMAND_TARGET } from '#domain/commands';
import type { Resource } from '#domain/permissions';
import { Refusal } from '#domain/refusals';
import { requirePermission } from './command-checks';
import type { SqlClient } from './connection';
import type { Applied, PendingCommand } from './pending-command';

/** A cycle report whose row this transaction holds. */
export interface LockedReport {
  id: string;
  name: string;
  dueOn: string | null;
  endsOn: string | null;
  testerName: string | null;
  startedAt: Date | null;
  resource: Resource;
}

export async function lockReport(sql: SqlClient, cycleReportId: string): Promise<LockedReport> {
  const { rows } = await sql.query<
    Omit<LockedReport, 'resource'> & { reportId: string; testerId: string | null; ownerId: string | null; closed: boolean }
  >(
    `SELECT cr.id, r.name || ', ' || t.name AS name, cr.due_on::text AS "dueOn", t.ends_on::text AS "endsOn", u.name AS "testerName",
       cr.started_at AS "startedAt", cr.report_id AS "reportId", cr.tester_id AS "testerId", r.owner_id AS "ownerId", cr.closed_at IS NOT NULL AS closed
     FROM cycle_report cr JOIN report r ON r.id = cr.report_id JOIN test_cycle t ON t.id = cr.cycle_id LEFT JOIN app_user u ON u.id = cr.tester_id
     WHERE cr.id = $1 FOR NO KEY UPDATE OF cr`,
    [cycleReportId],
  );
  const row = rows[0];
  if (!row) throw new Error(`no such cycle report: ${cycleReportId}`);
  const { reportId, testerId, ownerId, closed, ...report } = row;
  return { ...report, resource: { cycleReportId, reportId, testerId, ownerId, closed } };
}

/** Applies a command addressed to a cycle report. @throws Refusal */
export async function applyReportCommand(sql: SqlClient, report: LockedReport, command: PendingCommand): Promise<Applied> {
  if (COMMAND_TARGET[command.kind] !== 'cycle_report') throw new Refusal('invalid_input');
  switch (command.kind) {
    case 'start_report':
      return await applyStart(sql, report, command);
    case 'restart_report':
      return await applyRestart(sql, report, command);
    case 'close_report':
      return await applyClosing(sql, report, command);
    case 'change_assignment':
      return await applyAssignment(sql, report, command);
    case 'submit_version':
    case 'decide_version':
    case 'withdraw_version':
    case 'discard_version':
    case 'reopen_phase':
    case 'request_work':
    case 'cancel_work':
      throw new Refusal('invalid_input');
    default:
      return assertNever(command.kind);
  }
}

function told(report: LockedReport, command: PendingCommand, kind: AuditKind, changes: AuditChange[] = []): Applied {
  return { versionId: null, audit: [{ kind, actor: command.actor, subject: report.name, changes }] };
}

async function applyStart(sql: SqlClient, report: LockedReport, command: PendingCommand): Promise<Applied> {
  await requirePermission(sql, command, 'start', report.resource);
  if (report.startedAt !== null) throw new Refusal('already_started');
  if (report.resource.ownerId === null || report.resource.testerId === null || (report.dueOn ?? report.endsOn) === null)
    throw new Refusal('report_not_ready');
  await sql.query('UPDATE cycle_report SET started_at = clock_timestamp() WHERE id = $1', [report.id]);
  return told(report, command, 'report_started');
}

async function applyRestart(sql: SqlClient, report: LockedReport, command: PendingCommand): Promise<Applied> {
  await requirePermission(sql, command, 'restart', report.resource);
  if (report.startedAt === null) throw new Refusal('report_not_ready');
  return told(report, command, 'report_restarted');
}

/** The caller holds the report's chains: they come before it in the lock order. */
async function applyClosing(sql: SqlClient, report: LockedReport, command: PendingCommand): Promise<Applied> {
  await requirePermission(sql, command, 'close', report.resource);
  await sql.query('UPDATE chain SET closed_at = clock_timestamp(), draft_due = NULL WHERE cycle_report_id = $1 AND closed_at IS NULL', [
    report.id,
  ]);
  await sql.query('UPDATE cycle_report SET closed_at = clock_timestamp() WHERE id = $1', [report.id]);
  const reason = command.comment.trim() === '' ? [] : [{ field: 'reason', from: null, to: command.comment }];
  return told(report, command, 'report_closed', reason);
}

async function applyAssignment(sql: SqlClient, report: LockedReport, command: PendingCommand): Promise<Applied> {
  await requirePermission(sql, command, 'assign', report.resource);
  const { testerId, dueOn } = command.payload;
  const changes: AuditChange[] = [];
  if (typeof testerId === 'string') {
    const { rows } = await sql.query<{ name: string }>(
      `SELECT u.name FROM app_user u WHERE u.id::text = $1 AND u.disabled_at IS NULL
       AND EXISTS (SELECT FROM role_assignment a WHERE a.user_id = u.id AND a.role = 'tester') FOR SHARE OF u`,
      [testerId],
    );
    const tester = rows[0];
    if (!tester) throw new Refusal('invalid_input', 'This person is not a tester.');
    await sql.query('UPDATE cycle_report SET tester_id = $2 WHERE id = $1', [report.id, testerId]);
    changes.push({ field: 'tester', from: report.testerName, to: tester.name });
  }
  if (typeof dueOn === 'string') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(dueOn)) throw new Refusal('invalid_input', 'The due date is not a date.');
    await sql.query('UPDATE cycle_report SET due_on = $2::date WHERE id = $1', [report.id, dueOn]);
    changes.push({ field: 'due', from: report.dueOn, to: dueOn });
  }
  if (changes.length === 0) throw new Refusal('invalid_input', 'The command changes nothing.');
  return told(report, command, 'assignment_changed', changes);
}
