import type { CycleReportInput } from '#contract/cycle-report';
import { defaultPlan } from '#contract/default-plan';
import { extendedPlan, type Plan, planPhases } from '#contract/plan';
import { workflowVersion } from '#contract/workflow-versions';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { parsePayload } from '#domain/version/command-payload';
import { type CycleReportType, cycleReportType, featuresOf, laterTypes, versionNumberOf } from '#domain/version/workflow-types';
import type { SqlClient } from '../sql/connection';
import { requirePermission } from './command-checks';
import { openInWords } from './open-chains.queries';
import type { Applied, PendingCommand } from './pending-command';
import { type LockedReport, told } from './report-command.transitions';
import { termsInForce } from './terms-in-force.queries';

interface Running {
  workflowType: string | null;
  input: CycleReportInput | null;
  /** Of the intention that there is; null without one. */
  planned: unknown;
}

/**
 * Has a report go on by a later version of the process, or by the present plan where the command names none. The caller holds the report's chains.
 * @throws Refusal `report_not_ready`, and as each of the two says
 */
export async function applyUpgrade(sql: SqlClient, report: LockedReport, command: PendingCommand<'upgrade_report'>): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  if (report.startedAt === null) throw new Refusal('report_not_ready');
  const running = await readRunning(sql, report.id);
  const { to, now = false } = command.payload;
  return to === undefined ? await carryOver(sql, report, command, running) : await planUpgrade(sql, report, command, { to, now, running });
}

/**
 * Notes that the report goes on by a later version at the next boundary: as soon as nothing is open in it. Asked for again, the last intention holds.
 * @throws Refusal `reason_required`, `version_retired`, `not_a_later_version`; `not_at_boundary` where it was asked for now and something is open
 */
async function planUpgrade(
  sql: SqlClient,
  report: LockedReport,
  command: PendingCommand<'upgrade_report'>,
  { to, now, running }: { to: CycleReportType; now: boolean; running: Running },
): Promise<Applied> {
  if (command.comment.trim() === '') throw new Refusal('reason_required');
  const present = cycleReportType(running.workflowType);
  if (workflowVersion(to).retired !== null) throw new Refusal('version_retired');
  if (!laterTypes(present).includes(to)) throw new Refusal('not_a_later_version', `It runs by version ${versionNumberOf(present)}.`);
  const open = now ? await openInWords(sql, report.id) : null;
  if (open !== null) throw new Refusal('not_at_boundary', open);
  await sql.query('update cycle_report set upgrade_command_id = $2 where id = $1', [report.id, command.id]);
  const words = versionNumberOf(to);
  return {
    ...told(report, command, 'upgrade_planned', [
      { field: 'next version of the process', from: plannedWords(running), to: words },
      { field: 'reason', from: null, to: command.comment },
    ]),
    detail: `The report goes on by version ${words} as soon as nothing is open in it.`,
  };
}

/** Gives the intention up to go on by a later version. @throws Refusal `nothing_planned` where there is none, or it was carried out already */
export async function applyUpgradeCancelling(
  sql: SqlClient,
  report: LockedReport,
  command: PendingCommand<'cancel_upgrade'>,
): Promise<Applied> {
  await requirePermission(sql, command, report.resource);
  const running = await readRunning(sql, report.id);
  if (running.planned === null) throw new Refusal('nothing_planned');
  await sql.query('update cycle_report set upgrade_command_id = null where id = $1', [report.id]);
  const reason = command.comment.trim() === '' ? [] : [{ field: 'reason', from: null, to: command.comment }];
  return told(report, command, 'upgrade_cancelled', [
    { field: 'next version of the process', from: plannedWords(running), to: null },
    ...reason,
  ]);
}

/**
 * Carries a report over to the present plan: the phases that it has keep their terms, and those that come take the ones in force. Its
 * workflow sees the plan's number and goes on by it.
 * @throws Refusal `plan_is_fixed`, `not_at_boundary` while a version is pending or a long task runs, `nothing_to_upgrade`
 */
async function carryOver(
  sql: SqlClient,
  report: LockedReport,
  command: PendingCommand<'upgrade_report'>,
  { workflowType, input }: Running,
): Promise<Applied> {
  if (!featuresOf(workflowType).planGrows) throw new Refusal('plan_is_fixed');
  const { rowCount: underWay } = await sql.query(
    `select from chain c where c.cycle_report_id = $1 and (exists (select from version v where v.chain_id = c.id and v.status = 'pending_approval')
       or exists (select from work w where w.chain_id = c.id and w.status = 'running')) limit 1`,
    [report.id],
  );
  if (underWay) throw new Refusal('not_at_boundary');
  const plan = input && extendedPlan(input.plan, defaultPlan(await termsInForce(sql)));
  if (input === null || plan === null) throw new Refusal('nothing_to_upgrade');
  const next: CycleReportInput = { ...input, plan, planSeq: (input.planSeq ?? 0) + 1 };
  await sql.query('update cycle_report set start_input = $2 where id = $1', [report.id, JSON.stringify(next)]);
  return told(report, command, 'plan_changed', [
    { field: 'phases', from: phasesOf(input.plan), to: phasesOf(plan) },
    { field: 'reason', from: null, to: command.comment },
  ]);
}

function phasesOf(plan: Plan): string {
  return planPhases(plan)
    .map(({ node }) => PHASE_LABELS[node.phase])
    .join(', ');
}

async function readRunning(sql: SqlClient, cycleReportId: string): Promise<Running> {
  const { rows } = await sql.query<Running>(
    `select cr.workflow_type as "workflowType", cr.start_input as input, (select a.payload from command a where a.id = cr.upgrade_command_id) as planned
       from cycle_report cr where cr.id = $1`,
    [cycleReportId],
  );
  return rows[0] ?? { workflowType: null, input: null, planned: null };
}

function plannedWords({ planned }: Running): string | null {
  const to = planned === null ? undefined : parsePayload('upgrade_report', planned).to;
  return to === undefined ? null : versionNumberOf(to);
}
