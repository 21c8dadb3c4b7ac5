import { REFUSALS, Refusal } from '#domain/refusals';
import { COMMANDS, type CommandKind, type KindsOf } from '#domain/version/commands';
import { type AuditEntry, writeAudit } from '../record/audit';
import { type Database, inTransaction, type Queryable, type SqlClient } from '../sql/connection';
import type { StepRef } from '../tracking/tracked-steps';
import { recordAssignments } from '../turns/assignments';
import { passTurns, type TurnCause } from '../turns/ledger';
import { type ChainState, followChain, type ReportState, readChainState, readReportState } from './chain-state';
import { applyClockChange } from './change-clock.transitions';
import { requireDrafted } from './command-checks';
import { applyItemDecisions } from './decide-items.transitions';
import { applyDecision } from './decide-version.transitions';
import { applyDiscard, applyReopening, applyWithdrawal } from './leave-version.transitions';
import { type LockedChain, lockChain } from './locked-chain';
import {
  type Applied,
  type Applying,
  answeredIn,
  oldestPending,
  type PendingCommand,
  type StoredCommand,
  type Trying,
  toPending,
  writeReceipt,
} from './pending-command';
import { applyRecording } from './record-changes.transitions';
import { applyAssignment, applyClosing, applyRestart, applyStart, type LockedReport, lockReport } from './report-command.transitions';
import { applySubmission } from './submit-version.transitions';
import { applyUpgrade, applyUpgradeCancelling } from './upgrade-report.transitions';
import { applyWorkCancelling, applyWorkRequest } from './work-request.transitions';

type Handler<K extends CommandKind, Locked, More extends unknown[]> = (
  sql: SqlClient,
  locked: Locked,
  command: PendingCommand<K>,
  ...more: More
) => Promise<Applied>;
type ChainKind = KindsOf<'chain'>;
type ReportKind = KindsOf<'cycle_report'>;

/** What applies each command of a chain, under its lock. */
const CHAIN_HANDLERS: { [K in ChainKind]: Handler<K, LockedChain, [Applying]> } = {
  submit_version: applySubmission,
  decide_version: applyDecision,
  withdraw_version: applyWithdrawal,
  discard_version: applyDiscard,
  reopen_phase: applyReopening,
  request_work: applyWorkRequest,
  cancel_work: applyWorkCancelling,
  record_changes: applyRecording,
  decide_items: applyItemDecisions,
  change_clock: applyClockChange,
};

/** What may be asked of a chain that is recorded change by change. */
const OF_RECORDED: readonly ChainKind[] = ['record_changes', 'decide_items', 'cancel_work', 'change_clock'];

/** What applies each command of a cycle report, under its lock and those of its chains. */
const REPORT_HANDLERS: { [K in ReportKind]: Handler<K, LockedReport, []> } = {
  change_assignment: applyAssignment,
  start_report: applyStart,
  restart_report: applyRestart,
  upgrade_report: applyUpgrade,
  cancel_upgrade: applyUpgradeCancelling,
  close_report: applyClosing,
};

/**
 * Answers a chain's oldest command without a receipt: applies or refuses it, in one transaction under the chain's lock,
 * receipt and trail included. `processed` is its id, or null when none is left; a step that is tried again after its commit
 * answers what it did, so that whoever follows the chain hears of it.
 */
export async function processNextChainCommand(
  db: Database,
  chainId: string,
  applying: Applying,
): Promise<{ processed: string | null; state: ChainState }> {
  return await inTransaction(db, async (sql) => {
    const chain = await lockChain(sql, chainId);
    const done = applying.again ? await answeredIn(sql, 'chain', chainId, applying.step) : null;
    if (done) return { processed: done.id, state: await readChainState(sql, chainId) };
    const stored = await oldestPending(sql, 'chain', chainId);
    if (!stored) return { processed: null, state: await readChainState(sql, chainId) };
    const told = await answer(sql, stored, applying.step, () => applyToChain(sql, chain, toPending('chain', stored), applying));
    const state = told.applied ? await followChain(sql, chainId, causeOf(stored)) : await readChainState(sql, chainId);
    await writeTrail(sql, chain.cycleReportId, stored, told.entries);
    return { processed: stored.id, state };
  });
}

/**
 * Answers a cycle report's oldest command without a receipt, in one transaction under the report's lock and those of its
 * chains. `processed` is its id and `kind` what it asked for, or null when none is left; tried again, as `processNextChainCommand`.
 */
export async function processNextReportCommand(
  db: Database,
  cycleReportId: string,
  { step, again = false }: Trying,
): Promise<{ processed: string | null; kind: CommandKind | null; state: ReportState }> {
  const before = async (sql: Queryable) => (again ? await answeredIn(sql, 'cycle_report', cycleReportId, step) : null);
  if ((await oldestPending(db.pool, 'cycle_report', cycleReportId)) === null) {
    // Every change of a phase has the report look again; without a command it takes no locks, which would hold up its phases.
    const done = await before(db.pool);
    return { processed: done?.id ?? null, kind: done?.kind ?? null, state: await readReportState(db.pool, cycleReportId) };
  }
  return await inTransaction(db, async (sql) => {
    // A closing report stamps its chains, which come before it in the lock order.
    await sql.query('select from chain where cycle_report_id = $1 order by id for no key update', [cycleReportId]);
    const report = await lockReport(sql, cycleReportId);
    const done = await before(sql);
    if (done) return { processed: done.id, kind: done.kind, state: await readReportState(sql, cycleReportId) };
    const stored = await oldestPending(sql, 'cycle_report', cycleReportId);
    if (stored) {
      const told = await answer(sql, stored, step, () => applyToReport(sql, report, toPending('cycle_report', stored)));
      if (told.applied) {
        await recordAssignments(sql, [cycleReportId], causeOf(stored));
        await passTurns(sql, [cycleReportId], causeOf(stored));
      }
      await writeTrail(sql, cycleReportId, stored, told.entries);
    }
    return { processed: stored?.id ?? null, kind: stored?.kind ?? null, state: await readReportState(sql, cycleReportId) };
  });
}

async function applyToChain<K extends ChainKind>(
  sql: SqlClient,
  chain: LockedChain,
  command: PendingCommand<K>,
  applying: Applying,
): Promise<Applied> {
  if (chain.resource.closed) throw new Refusal('report_closed');
  if (!OF_RECORDED.includes(command.kind)) requireDrafted(applying.rules.definition(chain.phase));
  return await CHAIN_HANDLERS[command.kind](sql, chain, command, applying);
}

async function applyToReport<K extends ReportKind>(sql: SqlClient, report: LockedReport, command: PendingCommand<K>): Promise<Applied> {
  return await REPORT_HANDLERS[command.kind](sql, report, command);
}

type Told = readonly Omit<AuditEntry, 'cycleReportId' | 'commandId'>[];

/** Applies, or takes back whatever a refusal left half done; then the receipt. The ledger and the trail are the caller's to write. */
async function answer(
  sql: SqlClient,
  command: StoredCommand,
  step: StepRef,
  apply: () => Promise<Applied>,
): Promise<{ applied: boolean; entries: Told }> {
  await sql.query('savepoint applying');
  try {
    const applied = await apply();
    await writeReceipt(sql, command.id, { outcome: 'applied', detail: applied.detail ?? '', versionId: applied.versionId }, step);
    return { applied: true, entries: applied.audit };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await sql.query('rollback to savepoint applying');
    await writeReceipt(
      sql,
      command.id,
      { outcome: 'refused', code: error.code, detail: error.detail ?? '', versionId: command.versionId },
      step,
    );
    return { applied: false, entries: [refusalInTrail(command, error)] };
  }
}

async function writeTrail(sql: SqlClient, cycleReportId: string, command: StoredCommand, told: Told): Promise<void> {
  await writeAudit(sql, ...told.map((entry) => ({ ...entry, cycleReportId, commandId: command.id })));
}

/** A turn that a command passes is passed when it was asked for: time without a worker is nobody's. */
function causeOf({ id, kind, askedAt }: StoredCommand): TurnCause {
  return { cause: kind, commandId: id, at: askedAt };
}

function refusalInTrail(command: StoredCommand, refusal: Refusal): Omit<AuditEntry, 'cycleReportId' | 'commandId'> {
  return {
    kind: 'command_refused',
    actor: command.actor,
    subject: `${COMMANDS[command.kind].words} this version`,
    changes: [{ field: refusal.code, from: null, to: [REFUSALS[refusal.code], refusal.detail].filter(Boolean).join(' ') }],
    versionId: command.versionId,
  };
}
