import { randomUUID } from 'node:crypto';
import { phaseWorkflowId } from '#contract/names';
import type { PlanPhase } from '#contract/plan';
import { assertNever } from '#domain/assert-never';
import { REFUSALS, Refusal } from '#domain/refusals';
import { DEFAULT_CALENDAR } from '#domain/time/calendar';
import { deadlinesOf } from '#domain/time/deadlines';
import { COMMAND_WORDS } from '#domain/version/command-words';
import type { TargetKind } from '#domain/version/commands';
import { versionInWords } from '../../domain/version/subject-words';
import { SYSTEM_ACTOR } from '../people/actor';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { recordStep, recordTransition, type StepRef } from '../tracking/tracked-steps';
import { type AuditEntry, writeAudit } from '../trail/audit';
import { type ChainState, type DraftDue, type ReportState, readChainState, readReportState } from './chain-state';
import { applyDecision } from './decide-version.transitions';
import { applyDiscard, applyReopening, applyWithdrawal } from './leave-version.transitions';
import { type LockedChain, lockChain } from './locked-chain';
import { type Applied, oldestPending, type PendingCommand, writeReceipt } from './pending-command';
import { applyReportCommand, lockReport } from './report-command.transitions';
import { applySubmission, type PhaseRules } from './submit-version.transitions';
import { applyWorkCancelling, applyWorkRequest } from './work-request.transitions';

export type { StepRef } from '../tracking/tracked-steps';
export type { ChainState, DraftDue, ReportState } from './chain-state';
export type { PhaseRules } from './submit-version.transitions';

/** Reads where a chain stands, without a lock: what its workflow decides on. @throws Error where there is no such chain */
export async function chainState(db: Database, chainId: string): Promise<ChainState> {
  return await readChainState(db.pool, chainId);
}

/** Reads where a cycle report and its chains stand, without a lock. @throws Error where there is no such cycle report */
export async function reportState(db: Database, cycleReportId: string): Promise<ReportState> {
  return await readReportState(db.pool, cycleReportId);
}

/** Opens a phase's chain with its first draft due, once; opened before, it only answers the present state. `at` is the opening instant. */
export async function openChain(
  db: Database,
  input: { cycleReportId: string; planPhase: PlanPhase; position: number; step: StepRef; instance?: string; at?: Date },
): Promise<ChainState> {
  const { cycleReportId, planPhase, step, instance = '', at = new Date() } = input;
  const chainId = await inTransaction(db, async (sql) => {
    // Held for sharing, so that a report does not close around a chain it does not know.
    await sql.query('select from cycle_report where id = $1 for share', [cycleReportId]);
    const id = randomUUID();
    const due: DraftDue = { creationKey: `${id}/open/1`, cause: 'open', parentVersionId: null, reason: 'First version', commandId: null };
    const { warnAt, dueAt } = deadlinesOf(at, planPhase.allowanceBusinessHours, DEFAULT_CALENDAR);
    const { rows } = await sql.query<{ id: string }>(
      `insert into chain (id, cycle_report_id, phase, instance, position, workflow_id, policy, allowance_business_hours, opens, draft_due, opened_at, warn_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $12) on conflict (cycle_report_id, phase, instance) do nothing returning id`,
      [
        id,
        cycleReportId,
        planPhase.phase,
        instance,
        input.position,
        phaseWorkflowId(cycleReportId, planPhase.phase, instance),
        JSON.stringify(planPhase.policy),
        planPhase.allowanceBusinessHours,
        JSON.stringify(due),
        at,
        warnAt,
        dueAt,
      ],
    );
    if (rows.length > 0) await tellOpening(sql, { id, cycleReportId, phase: planPhase, instance, step });
    return rows[0]?.id ?? (await findChain(sql, cycleReportId, planPhase.phase, instance));
  });
  return await chainState(db, chainId);
}

async function tellOpening(
  sql: SqlClient,
  chain: { id: string; cycleReportId: string; phase: PlanPhase; instance: string; step: StepRef },
): Promise<void> {
  const subject = versionInWords({ phase: chain.phase.phase, instance: chain.instance }, null);
  await recordStep(sql, chain.step, { kind: 'phase', key: chain.phase.phase, name: subject, status: 'running' });
  const before = chain.phase.opensAfter.length === 0 ? ['start'] : chain.phase.opensAfter;
  for (const from of before)
    await recordTransition(sql, chain.step, { kind: before.length > 1 ? 'join' : 'sequential', from, to: chain.phase.phase });
  await writeAudit(sql, { cycleReportId: chain.cycleReportId, kind: 'phase_opened', actor: SYSTEM_ACTOR, subject, chainId: chain.id });
}

async function findChain(sql: SqlClient, cycleReportId: string, phase: string, instance: string): Promise<string> {
  const { rows } = await sql.query<{ id: string }>('select id from chain where cycle_report_id = $1 and phase = $2 and instance = $3', [
    cycleReportId,
    phase,
    instance,
  ]);
  const row = rows[0];
  if (!row) throw new Error(`no such chain: ${cycleReportId} ${phase} ${instance}`);
  return row.id;
}

/**
 * Answers the target's oldest command without a receipt: applies or refuses it, in one transaction under the target's
 * lock, receipt and trail included. `processed` is its id, or null when none is left; run again after a commit, the next
 * command is taken, so nothing happens twice.
 */
export function processNextCommand(
  db: Database,
  target: { kind: 'chain'; id: string },
  step: StepRef,
  rules: PhaseRules,
): Promise<{ processed: string | null; state: ChainState }>;
export function processNextCommand(
  db: Database,
  target: { kind: 'cycle_report'; id: string },
  step: StepRef,
  rules: PhaseRules,
): Promise<{ processed: string | null; state: ReportState }>;
export async function processNextCommand(
  db: Database,
  target: { kind: TargetKind; id: string },
  step: StepRef,
  rules: PhaseRules,
): Promise<{ processed: string | null; state: ChainState | ReportState }> {
  if (target.kind === 'chain') {
    return await inTransaction(db, async (sql) => {
      const chain = await lockChain(sql, target.id);
      const command = await oldestPending(sql, 'chain', target.id);
      if (command) await answer(sql, chain.cycleReportId, command, step, () => applyChainCommand(sql, chain, command, step, rules));
      return { processed: command?.id ?? null, state: await readChainState(sql, target.id) };
    });
  }
  if ((await oldestPending(db.pool, 'cycle_report', target.id)) === null) {
    // Every change of a phase has the report look again; without a command it takes no locks, which would hold up its phases.
    return { processed: null, state: await readReportState(db.pool, target.id) };
  }
  return await inTransaction(db, async (sql) => {
    // A closing report stamps its chains, which come before it in the lock order.
    await sql.query('select from chain where cycle_report_id = $1 order by id for no key update', [target.id]);
    const report = await lockReport(sql, target.id);
    const command = await oldestPending(sql, 'cycle_report', target.id);
    if (command) await answer(sql, target.id, command, step, () => applyReportCommand(sql, report, command));
    return { processed: command?.id ?? null, state: await readReportState(sql, target.id) };
  });
}

async function applyChainCommand(
  sql: SqlClient,
  chain: LockedChain,
  command: PendingCommand,
  step: StepRef,
  rules: PhaseRules,
): Promise<Applied> {
  if (chain.resource.closed) throw new Refusal('report_closed');
  switch (command.kind) {
    case 'submit_version':
      return await applySubmission(sql, chain, command, rules, step);
    case 'decide_version':
      return await applyDecision(sql, chain, command, step);
    case 'withdraw_version':
      return await applyWithdrawal(sql, chain, command);
    case 'discard_version':
      return await applyDiscard(sql, chain, command);
    case 'reopen_phase':
      return await applyReopening(sql, chain, command, step);
    case 'request_work':
      return await applyWorkRequest(sql, chain, command);
    case 'cancel_work':
      return await applyWorkCancelling(sql, chain, command);
    case 'change_assignment':
    case 'start_report':
    case 'restart_report':
    case 'close_report':
      throw new Refusal('invalid_input');
    default:
      return assertNever(command.kind);
  }
}

/** Applies, or takes back whatever a refusal left half done; then the receipt, then the trail. */
async function answer(
  sql: SqlClient,
  cycleReportId: string,
  command: PendingCommand,
  step: StepRef,
  apply: () => Promise<Applied>,
): Promise<void> {
  await sql.query('SAVEPOINT applying');
  let entries: Omit<AuditEntry, 'cycleReportId' | 'commandId'>[];
  try {
    const applied = await apply();
    await writeReceipt(sql, command.id, { outcome: 'applied', detail: applied.detail ?? '', versionId: applied.versionId }, step);
    entries = [...applied.audit];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await sql.query('rollback to savepoint applying');
    await writeReceipt(
      sql,
      command.id,
      { outcome: 'refused', code: error.code, detail: error.detail ?? '', versionId: command.versionId },
      step,
    );
    entries = [refusalInTrail(command, error)];
  }
  await writeAudit(sql, ...entries.map((entry) => ({ ...entry, cycleReportId, commandId: command.id })));
}

function refusalInTrail(command: PendingCommand, refusal: Refusal): Omit<AuditEntry, 'cycleReportId' | 'commandId'> {
  return {
    kind: 'command_refused',
    actor: command.actor,
    subject: `${COMMAND_WORDS[command.kind]} this version`,
    changes: [{ field: refusal.code, from: null, to: [REFUSALS[refusal.code], refusal.detail].filter(Boolean).join(' ') }],
    versionId: command.versionId,
  };
}
