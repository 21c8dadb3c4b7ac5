import { randomUUID } from 'node:crypto';
import { phaseWorkflowId } from '#contract/names';
import type { PlanPhase } from '#contract/plan';
import { chainInReportKey, chainInWords } from '#domain/phase/chain-address';
import { type Deadlines, deadlinesOf } from '#domain/time/deadlines';
import { calendarOfReport } from '../calendars/calendar.queries';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { recordStep, recordTransition, type StepRef } from '../tracking/tracked-steps';
import { type ChainState, type DraftDue, followChain, type ReportState, readChainState, readReportState } from './chain-state';

export type { StepRef } from '../tracking/tracked-steps';
export type { ChainState, DraftDue, ReportState } from './chain-state';
export type { CompleteRecording, PhaseRules } from './pending-command';

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
  input: {
    cycleReportId: string;
    planPhase: PlanPhase;
    position: number;
    step: StepRef;
    instance: string;
    laneId?: string | undefined;
    at?: Date;
  },
): Promise<ChainState> {
  const { cycleReportId, planPhase, step, instance, laneId = null, at = new Date() } = input;
  const chainId = await inTransaction(db, async (sql) => {
    // Held for sharing, so that a report does not close around a chain it does not know.
    await sql.query('select from cycle_report where id = $1 for share', [cycleReportId]);
    const id = randomUUID();
    const due: DraftDue = { creationKey: `${id}/open/1`, cause: 'open', parentVersionId: null, reason: 'First version', commandId: null };
    const { number, warnAt, dueAt } = planPhase.clock === 'off' ? NO_CLOCK : await clockFrom(sql, cycleReportId, at, planPhase);
    const { rows } = await sql.query<{ id: string }>(
      `insert into chain (id, cycle_report_id, phase, instance, position, workflow_id, policy, allowance_business_hours, opens, draft_due, opened_at, warn_at, due_at, lane_id, calendar_number,
         escalation_business_hours, role_allowances)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $12, $13, $14, $15, $16) on conflict (cycle_report_id, phase, instance) do nothing returning id`,
      [
        id,
        cycleReportId,
        planPhase.phase,
        instance,
        input.position,
        phaseWorkflowId(cycleReportId, planPhase.phase, instance),
        JSON.stringify(planPhase.policy),
        planPhase.allowanceBusinessHours,
        // What a recorded chain in a lane holds is listed by the versions it is built from; nobody drafts it.
        laneId !== null && planPhase.policy.mode === 'recorded' ? null : JSON.stringify(due),
        at,
        warnAt,
        dueAt,
        laneId,
        number,
        planPhase.escalationBusinessHours ?? null,
        planPhase.roleAllowances ?? null,
      ],
    );
    if (rows.length > 0) {
      await followChain(sql, id, { cause: 'opened', commandId: null, at });
      await tellOpening(sql, { id, cycleReportId, phase: planPhase, instance, inLane: laneId !== null, step });
    }
    return rows[0]?.id ?? (await findChain(sql, cycleReportId, planPhase.phase, instance));
  });
  return await chainState(db, chainId);
}

/** What a chain is opened with that has no clock: no calendar counts it. */
const NO_CLOCK = { number: null, warnAt: null, dueAt: null };

async function clockFrom(
  sql: SqlClient,
  cycleReportId: string,
  at: Date,
  { allowanceBusinessHours }: PlanPhase,
): Promise<{ number: number } & Deadlines> {
  const { number, calendar } = await calendarOfReport(sql, cycleReportId);
  return { number, ...deadlinesOf(at, allowanceBusinessHours, calendar) };
}

async function tellOpening(
  sql: SqlClient,
  chain: { id: string; cycleReportId: string; phase: PlanPhase; instance: string; inLane: boolean; step: StepRef },
): Promise<void> {
  const opened = { phase: chain.phase.phase, instance: chain.instance };
  const subject = chainInWords(opened);
  await recordStep(sql, chain.step, { kind: 'phase', key: chainInReportKey(opened), name: subject, status: 'running' });
  const opensWith = chain.inLane ? `lane/${chain.instance}` : 'start';
  const before = chain.phase.opensAfter.length === 0 ? [opensWith] : chain.phase.opensAfter;
  for (const from of before)
    await recordTransition(sql, chain.step, { kind: before.length > 1 ? 'join' : 'sequential', from, to: chainInReportKey(opened) });
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
