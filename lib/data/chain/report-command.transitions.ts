import type { CycleReportInput } from '#contract/cycle-report';
import { defaultPlan } from '#contract/default-plan';
import { extendedPlan, type Plan, planPhases } from '#contract/plan';
import type { Resource } from '#domain/people/permissions';
import { personOrNobody, personToken } from '#domain/people/person-token';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import type { AuditChange, AuditKind } from '#domain/version/audit-kinds';
import type { KindsOf } from '#domain/version/commands';
import { requireTester } from '../people/require-tester';
import type { SqlClient } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { requirePermission } from './command-checks';
import type { Applied, PendingCommand } from './pending-command';
import { termsInForce } from './terms-in-force.queries';

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
    Omit<LockedReport, 'resource'> & { reportId: string; testerId: string | null; ownerId: string | null; closed: boolean }
  >(
    `select cr.id, ${reportTitleSql()} as name, cr.due_on::text as "dueOn", tc.ends_on::text as "endsOn", cr.started_at as "startedAt", cr.report_id as "reportId", cr.tester_id as "testerId", r.owner_id as "ownerId", cr.closed_at is not null as closed
     from cycle_report cr ${REPORT_JOINS_SQL}
     where cr.id = $1 for no key update of cr`,
    [cycleReportId],
  );
  const row = rows[0];
  if (!row) throw new Error(`no such cycle report: ${cycleReportId}`);
  const { reportId, testerId, ownerId, closed, ...report } = row;
  return { ...report, resource: { cycleReportId, reportId, testerId, ownerId, closed } };
}

type ReportCommand = PendingCommand<KindsOf<'cycle_report'>>;

function told(report: LockedReport, command: ReportCommand, kind: AuditKind, changes: AuditChange[] = []): Applied {
  return { versionId: null, audit: [{ kind, actor: command.actor, subject: report.name, changes }] };
}

/** Starts a report's run from its stored input; what it needs has to be there. */
export async function applyStart(sql: SqlClient, report: LockedReport, command: PendingCommand<'start_report'>): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  if (report.startedAt !== null) throw new Refusal('already_started');
  if (report.resource.ownerId === null || report.resource.testerId === null || (report.dueOn ?? report.endsOn) === null)
    throw new Refusal('report_not_ready');
  await sql.query('update cycle_report set started_at = clock_timestamp() where id = $1', [report.id]);
  return told(report, command, 'report_started');
}

/** Starts a stopped report anew under the same workflow id. */
export async function applyRestart(sql: SqlClient, report: LockedReport, command: PendingCommand<'restart_report'>): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  if (report.startedAt === null) throw new Refusal('report_not_ready');
  return told(report, command, 'report_restarted');
}

/**
 * Carries a report over to the present plan: the phases that it has keep their terms, and those that come take the ones in force. Its
 * workflow sees the plan's number and goes on by it. The caller holds the report's chains.
 * @throws Refusal `report_not_ready`, `not_at_boundary` while a version is pending or a long task runs, `nothing_to_upgrade`
 */
export async function applyUpgrade(sql: SqlClient, report: LockedReport, command: PendingCommand<'upgrade_report'>): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  if (report.startedAt === null) throw new Refusal('report_not_ready');
  const { rowCount: underWay } = await sql.query(
    `select from chain c where c.cycle_report_id = $1 and (exists (select from version v where v.chain_id = c.id and v.status = 'pending_approval')
       or exists (select from work w where w.chain_id = c.id and w.status = 'running')) limit 1`,
    [report.id],
  );
  if (underWay) throw new Refusal('not_at_boundary');
  const { rows } = await sql.query<{ input: CycleReportInput | null }>('select start_input as input from cycle_report where id = $1', [
    report.id,
  ]);
  const input = rows[0]?.input ?? null;
  const plan = input && extendedPlan(input.plan, defaultPlan(await termsInForce(sql)));
  if (input === null || plan === null) throw new Refusal('nothing_to_upgrade');
  const next: CycleReportInput = { ...input, plan, planSeq: (input.planSeq ?? 0) + 1 };
  await sql.query('update cycle_report set start_input = $2 where id = $1', [report.id, JSON.stringify(next)]);
  const phasesOf = (one: Plan) =>
    planPhases(one)
      .map(({ node }) => PHASE_LABELS[node.phase])
      .join(', ');
  return told(report, command, 'plan_changed', [
    { field: 'phases', from: phasesOf(input.plan), to: phasesOf(plan) },
    { field: 'reason', from: null, to: command.comment },
  ]);
}

/** Closes a cycle report. The caller holds the report's chains, which come before the report in the order of locks. */
export async function applyClosing(sql: SqlClient, report: LockedReport, command: PendingCommand<'close_report'>): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  await sql.query('update chain set closed_at = clock_timestamp(), draft_due = null where cycle_report_id = $1 and closed_at is null', [
    report.id,
  ]);
  await sql.query('update cycle_report set closed_at = clock_timestamp() where id = $1', [report.id]);
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
