import { workflowVersion } from '#contract/workflow-versions';
import { may, type Resource } from '#domain/people/permissions';
import { personOrNobody, personToken } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import type { AuditChange, AuditKind } from '#domain/version/audit-kinds';
import type { KindsOf } from '#domain/version/commands';
import { type CycleReportType, cycleReportType, versionNumberOf } from '#domain/version/workflow-types';
import { requireTester } from '../people/require-tester';
import { behindSql } from '../sql/behind';
import type { SqlClient } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { requirePermission } from './command-checks';
import { defaultVersionAt } from './default-version.queries';
import { subjectNow } from './locked-chain';
import type { Applied, PendingCommand } from './pending-command';

/** A cycle report whose row this transaction holds. */
export interface LockedReport {
  id: string;
  name: string;
  dueOn: string | null;
  endsOn: string | null;
  startedAt: Date | null;
  resource: Resource;
}

/**
 * Locks a cycle report's row until the transaction ends. In the order of locks it comes after the report's chains.
 * @throws Error where there is none
 */
export async function lockReport(sql: SqlClient, cycleReportId: string): Promise<LockedReport> {
  const { rows } = await sql.query<
    Omit<LockedReport, 'resource'> & { reportId: string; testerId: string | null; ownerId: string | null; closed: boolean; behind: boolean }
  >(
    `select cr.id, ${reportTitleSql()} as name, cr.due_on::text as "dueOn", tc.ends_on::text as "endsOn", cr.started_at as "startedAt", cr.report_id as "reportId", cr.tester_id as "testerId", r.owner_id as "ownerId", cr.closed_at is not null as closed, ${behindSql('cr')} as behind
     from cycle_report cr ${REPORT_JOINS_SQL}
     where cr.id = $1 for no key update of cr`,
    [cycleReportId],
  );
  const row = rows[0];
  if (!row) throw new Error(`no such cycle report: ${cycleReportId}`);
  const { reportId, testerId, ownerId, closed, behind, ...report } = row;
  return { ...report, resource: { cycleReportId, reportId, testerId, ownerId, closed, behind } };
}

type ReportCommand = PendingCommand<KindsOf<'cycle_report'>>;

/** What a command came to, as an entry of the report's trail. */
export function told(report: LockedReport, command: ReportCommand, kind: AuditKind, changes: AuditChange[] = []): Applied {
  return { versionId: null, audit: [{ kind, actor: command.actor, subject: report.name, changes }] };
}

/** Starts a report's run from its stored input; what it needs has to be there. */
export async function applyStart(sql: SqlClient, report: LockedReport, command: PendingCommand<'start_report'>): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  if (report.startedAt !== null) throw new Refusal('already_started');
  if (report.resource.ownerId === null || report.resource.testerId === null || (report.dueOn ?? report.endsOn) === null)
    throw new Refusal('report_not_ready');
  const usual = await defaultVersionAt(sql, command.askedAt);
  const { workflowType: chosen = usual } = command.payload;
  await requireStartable(sql, report, command, { chosen, usual });
  await sql.query('update cycle_report set started_at = clock_timestamp() where id = $1', [report.id]);
  if (chosen === usual) return told(report, command, 'report_started');
  return told(report, command, 'report_started', [
    { field: 'version of the process', from: null, to: versionNumberOf(chosen) },
    { field: 'reason', from: null, to: command.comment },
  ]);
}

/**
 * Another version than the default that was in force when the start was asked for is chosen by whoever may change it later, with a reason. The workflow that runs was started by the version that
 * was kept first: whoever chose another at the same moment is told. @throws Refusal `not_permitted`, `reason_required`, `version_retired`, `other_version_kept`
 */
async function requireStartable(
  sql: SqlClient,
  report: LockedReport,
  command: PendingCommand<'start_report'>,
  { chosen, usual }: { chosen: CycleReportType; usual: CycleReportType },
): Promise<void> {
  if (chosen !== usual) {
    const subject = command.actor.id === null ? null : await subjectNow(sql, command.actor.id);
    if (subject === null || !may(subject, 'upgrade', report.resource).allowed) throw new Refusal('not_permitted');
    if (command.comment.trim() === '') throw new Refusal('reason_required');
  }
  if (workflowVersion(chosen).retired !== null) throw new Refusal('version_retired');
  const { rows } = await sql.query<{ kept: string | null }>('select workflow_type as kept from cycle_report where id = $1', [report.id]);
  const kept = rows[0]?.kept ?? null;
  if (kept !== null && kept !== chosen)
    throw new Refusal('other_version_kept', `It is kept for version ${versionNumberOf(cycleReportType(kept))}.`);
}

/** Starts a stopped report anew under the same workflow id. */
export async function applyRestart(sql: SqlClient, report: LockedReport, command: PendingCommand<'restart_report'>): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  if (report.startedAt === null) throw new Refusal('report_not_ready');
  return told(report, command, 'report_restarted');
}

/** Closes a cycle report. The caller holds the report's chains, which come before the report in the order of locks. */
export async function applyClosing(sql: SqlClient, report: LockedReport, command: PendingCommand<'close_report'>): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  await sql.query('update chain set closed_at = clock_timestamp(), draft_due = null where cycle_report_id = $1 and closed_at is null', [
    report.id,
  ]);
  await sql.query('update cycle_report set closed_at = clock_timestamp(), upgrade_command_id = null where id = $1', [report.id]);
  const reason = command.comment.trim() === '' ? [] : [{ field: 'reason', from: null, to: command.comment }];
  return told(report, command, 'report_closed', reason);
}

/** Names another tester, another due date, or both. @throws Refusal `invalid_input`, `tester_not_independent` */
export async function applyAssignment(
  sql: SqlClient,
  report: LockedReport,
  command: PendingCommand<'change_assignment'>,
): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  const { testerId, dueOn } = command.payload;
  const changes: AuditChange[] = [];
  if (testerId !== undefined) {
    await requireTester(sql, report.id, testerId);
    await sql.query('update cycle_report set tester_id = $2 where id = $1', [report.id, testerId]);
    changes.push({ field: 'tester', from: personOrNobody(report.resource.testerId), to: personToken(testerId) });
  }
  if (dueOn !== undefined) {
    await sql.query('update cycle_report set due_on = $2::date where id = $1', [report.id, dueOn]);
    changes.push({ field: 'due', from: report.dueOn, to: dueOn });
  }
  return told(report, command, 'assignment_changed', changes);
}
