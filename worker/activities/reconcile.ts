import { createHash } from 'node:crypto';
import { Context } from '@temporalio/activity';
import { type WorkflowExecutionStatusName, WorkflowNotFoundError } from '@temporalio/client';
import type { ReconcileInput, ReconcileSummary } from '#contract/reconcile';
import { repairFigures, wrongFigures } from '#data/chain/reconcile-figures.transitions';
import { type FoundDifference, listDifferences, mailStuckSince } from '#data/tracking/reconcile.transitions';
import {
  type ExpectedProcess,
  expectedProcesses,
  forgetMarks,
  markLookedAt,
  overdueAlarms,
} from '#data/tracking/reconcile-scope.transitions';
import { type ClosedExecutionStatus, closeExecution, runningExecutions } from '#data/tracking/tracking.transitions';
import { repairStanding, wrongStandings } from '#data/turns/standing.transitions';
import { temporalGateway } from '#dispatch/temporal-gateway';
import { archiveRun } from './archive-run';
import type { ActivityDependencies } from './dependencies';
import { type CommandsInHistories, commandsInHistories } from './reconciling/commands-in-histories';
import { askWhatItShows, type Looked, lookAtProcess } from './reconciling/look-at-process';
import { type RunningWorkflow, runningWorkflows } from './reconciling/running-workflows';
import { troublesFound, workersMissing } from './reconciling/troubles';
import { unknownRuns } from './reconciling/unknown-runs';
import { relayOnce } from './relay';

/** A command is answered within a second or two; one that has waited this long is a difference worth listing. */
const COMMAND_WAITS_TOO_LONG_MS = 10_000;
/** The phase's timer rings within a second; a worker that was away may be later. */
const ALARM_IS_OVERDUE_MINUTES = 5;
const MAIL_IS_STUCK_MINUTES = 60;
const SLICES = 60;
const MINUTE_MS = 60_000;

const CLOSED_STATUS: Partial<Record<WorkflowExecutionStatusName, ClosedExecutionStatus>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'canceled',
  TERMINATED: 'terminated',
  CONTINUED_AS_NEW: 'continued_as_new',
  TIMED_OUT: 'timed_out',
};

const beat = (): void => Context.current().heartbeat();

/**
 * One pass: compares the tables with Temporal, repairs what is safe and lists all of it (architecture.md, "Reconciling"). Which workflows run it
 * asks at once; at what they show it looks where something moved since it last did, and at a sixtieth of the rest.
 */
export function reconcileWith(dependencies: ActivityDependencies) {
  return async function reconcile({ sweep }: ReconcileInput = {}): Promise<ReconcileSummary> {
    const { db } = dependencies;
    const running = await runningWorkflows(dependencies.temporal, beat);
    await closeEndedRuns(dependencies, sweep === 'all' ? null : running);
    const commands = await unansweredCommandsFound(dependencies);
    const expected = await expectedProcesses(db);
    const chosen = expected.filter((process) => isLookedAt(process, running, sweep ?? Math.floor(Date.now() / MINUTE_MS) % SLICES));
    const { looked, histories } = await lookAt(dependencies, chosen);
    const chainIds = sweep === 'all' ? null : chosen.flatMap(({ chainId }) => (chainId === null ? [] : [chainId]));
    const alarms = await alarmsFound(dependencies);
    const stored = [...(await figuresFound(dependencies, chainIds)), ...(await standingsFound(dependencies, chainIds))];
    const found = [
      ...commands,
      ...looked.flatMap(({ difference }) => (difference === null ? [] : [difference])),
      ...histories.found,
      ...stored,
      ...(await unknownRuns(dependencies, running, expected)),
      ...alarms,
      ...(await mailFound(dependencies)),
      ...(await troublesFound(dependencies)),
      ...(await workersMissing(dependencies)),
    ];
    await noteMarks(dependencies, { looked, histories, found });
    const open = await listDifferences(db, found);
    return { found: found.length, repaired: found.filter(({ repaired }) => repaired).length, open };
  };
}

/** Looks at workflows: first at all of their histories, so that none is rung whose report turns out to be behind. */
async function lookAt(
  dependencies: ActivityDependencies,
  chosen: readonly ExpectedProcess[],
): Promise<{ looked: Looked[]; histories: CommandsInHistories }> {
  const seen: Looked[] = [];
  for (const process of chosen) {
    beat();
    seen.push(await lookAtProcess(dependencies, process, beat));
  }
  const histories = await commandsInHistories(dependencies, seen);
  const looked: Looked[] = [];
  for (const one of seen) {
    beat();
    looked.push(histories.behind.has(one.process.cycleReportId) ? { ...one, mark: null } : await askWhatItShows(dependencies, one));
  }
  return { looked, histories };
}

/** Notes what was found in order; the rest is looked at anew by each pass, so that what was found stays listed until it is mended. */
async function noteMarks(
  { db }: ActivityDependencies,
  { looked, histories, found }: { looked: readonly Looked[]; histories: CommandsInHistories; found: readonly FoundDifference[] },
): Promise<void> {
  const unsettled = new Set(found.map(({ subject }) => subject));
  await markLookedAt(
    db,
    looked.flatMap(({ process, mark }) =>
      mark === null || unsettled.has(process.subject) ? [] : [{ workflowId: process.workflowId, ...mark }],
    ),
  );
  const again = looked.filter(({ process }) => histories.behind.has(process.cycleReportId) || histories.forged.has(process.workflowId));
  await forgetMarks(
    db,
    again.map(({ process }) => process.workflowId),
  );
}

function isLookedAt(
  { workflowId, chainId, revision, mark }: ExpectedProcess,
  running: ReadonlyMap<string, RunningWorkflow>,
  sweep: NonNullable<ReconcileInput['sweep']>,
): boolean {
  if (sweep === 'all' || mark === null || mark.runId !== running.get(workflowId)?.runId) return true;
  if (chainId !== null && mark.revision !== revision) return true;
  return sweep !== 'moved' && createHash('sha256').update(workflowId).digest().readUInt32BE() % SLICES === sweep;
}

async function unansweredCommandsFound({ db, temporal, log }: ActivityDependencies): Promise<FoundDifference[]> {
  const outcomes = await relayOnce({ db, temporal: temporalGateway(temporal), log }, COMMAND_WAITS_TOO_LONG_MS);
  return outcomes.map(({ command, outcome }) => ({
    key: `command/${command.commandId}`,
    kind: 'command',
    subject: command.subject,
    detail: `What was asked for (${command.kind.replaceAll('_', ' ')}) had no answer for ${Math.round(command.ageMs / 1000)} seconds; ${{ rung: 'its workflow was rung', started: 'its workflow was started', refused: 'it was refused, since its workflow does not run', waits: 'its workflow has yet to start' }[outcome]}.`,
    remedy: outcome === 'waits' ? 'It is answered once the report was restarted, which is asked for already.' : '',
    repaired: outcome !== 'waits',
  }));
}

/** What waits in recorded chains is stored for readers and follows from content and verdicts; what does not is written anew. */
async function figuresFound({ db }: ActivityDependencies, chainIds: readonly string[] | null): Promise<FoundDifference[]> {
  const found: FoundDifference[] = [];
  for (const { chainId, subject, detail } of await wrongFigures(db, chainIds)) {
    beat();
    await repairFigures(db, chainId);
    found.push({ key: `figures/${chainId}`, kind: 'projection', subject, detail, remedy: '', repaired: true });
  }
  return found;
}

/** Where a chain stands is stored for readers and follows from its versions and its turns; what does not is written anew. */
async function standingsFound({ db }: ActivityDependencies, chainIds: readonly string[] | null): Promise<FoundDifference[]> {
  const found: FoundDifference[] = [];
  for (const { chainId, subject, detail } of await wrongStandings(db, chainIds)) {
    beat();
    await repairStanding(db, chainId);
    found.push({ key: `projection/${chainId}`, kind: 'projection', subject, detail, remedy: '', repaired: true });
  }
  return found;
}

/** People who should have been told long ago: the workflow is rung, which looks at its clock then. */
async function alarmsFound({ db, temporal }: ActivityDependencies): Promise<FoundDifference[]> {
  const gateway = temporalGateway(temporal);
  const found: FoundDifference[] = [];
  for (const { workflowId, subject, dueAt } of await overdueAlarms(db, ALARM_IS_OVERDUE_MINUTES)) {
    beat();
    const rung = (await gateway.ring(workflowId, 'requestWork')) === 'rung';
    found.push({
      key: `alarm/${workflowId}`,
      kind: 'alarm',
      subject,
      detail: `People should have been told of it on ${dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC${rung ? '; its workflow was rung' : ', and its workflow does not run'}.`,
      remedy: rung ? '' : 'An administrator restarts the report from its page.',
      repaired: rung,
    });
  }
  return found;
}

async function mailFound({ db }: ActivityDependencies): Promise<FoundDifference[]> {
  const stuck = await mailStuckSince(db, MAIL_IS_STUCK_MINUTES);
  if (stuck === null) return [];
  return [
    {
      key: 'mail',
      kind: 'mail',
      subject: 'Mail',
      detail: `${stuck.count === 1 ? 'A message waits' : `${stuck.count} messages wait`} since ${stuck.since.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
      remedy: 'Mail on the pages of the administrator says what the server answered. It is sent as soon as the server takes it.',
      repaired: false,
    },
  ];
}

/**
 * The end of a run is ordinary: its last events are archived and its rows closed, in this order, so that neither is forgotten.
 * @param running those that certainly run, which need not be asked about; null: each is asked about
 */
async function closeEndedRuns(dependencies: ActivityDependencies, running: ReadonlyMap<string, RunningWorkflow> | null): Promise<void> {
  const { db, temporal } = dependencies;
  for (const run of await runningExecutions(db)) {
    if (running?.get(run.workflowId)?.runId === run.runId) continue;
    beat();
    const ended = await endOf(temporal, run);
    if (ended === null) continue;
    if (ended.archivable) await archiveRun(dependencies, run);
    await closeExecution(db, run.id, ended.status, ended.closedAt);
  }
}

async function endOf(
  temporal: ActivityDependencies['temporal'],
  run: { workflowId: string; runId: string },
): Promise<{ status: ClosedExecutionStatus; closedAt: Date | null; archivable: boolean } | null> {
  try {
    const { status, closeTime } = await temporal.workflow.getHandle(run.workflowId, run.runId).describe();
    const closed = CLOSED_STATUS[status.name];
    return closed === undefined ? null : { status: closed, closedAt: closeTime ?? null, archivable: true };
  } catch (error) {
    // Temporal has forgotten the run: its retention is over, or its storage was lost. What was archived is what there is.
    if (error instanceof WorkflowNotFoundError) return { status: 'terminated', closedAt: null, archivable: false };
    throw error;
  }
}
