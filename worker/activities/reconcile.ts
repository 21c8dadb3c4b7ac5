import { Context } from '@temporalio/activity';
import { QueryNotRegisteredError, type WorkflowExecutionStatusName, WorkflowNotFoundError } from '@temporalio/client';
import type { ReconcileSummary } from '#contract/reconcile';
import type { VersionInView } from '#contract/signals';
import { repairFigures, wrongFigures } from '#data/chain/reconcile-figures.transitions';
import {
  type ExpectedProcess,
  expectedProcesses,
  type FoundDifference,
  listDifferences,
  standingVersions,
} from '#data/tracking/reconcile.transitions';
import { type ClosedExecutionStatus, closeExecution, runningExecutions } from '#data/tracking/tracking.transitions';
import { repairStanding, wrongStandings } from '#data/turns/standing.transitions';
import { temporalGateway } from '#dispatch/temporal-gateway';
import { archiveRun } from './archive-run';
import type { ActivityDependencies } from './dependencies';
import { relayOnce } from './relay';

/** A command is answered within a second or two; one that has waited this long is a difference worth listing. */
const COMMAND_WAITS_TOO_LONG_MS = 10_000;

const CLOSED_STATUS: Partial<Record<WorkflowExecutionStatusName, ClosedExecutionStatus>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'canceled',
  TERMINATED: 'terminated',
  CONTINUED_AS_NEW: 'continued_as_new',
  TIMED_OUT: 'timed_out',
};

/** One pass: compares the tables with Temporal, repairs what is safe and lists all of it (architecture.md, "Reconciling"). */
export function reconcileWith(dependencies: ActivityDependencies) {
  return async function reconcile(): Promise<ReconcileSummary> {
    await closeEndedRuns(dependencies);
    const found = [
      ...(await unansweredCommandsFound(dependencies)),
      ...(await processesFound(dependencies)),
      ...(await figuresFound(dependencies)),
      ...(await standingsFound(dependencies)),
    ];
    const open = await listDifferences(dependencies.db, found);
    return { found: found.length, repaired: found.filter(({ repaired }) => repaired).length, open };
  };
}

async function unansweredCommandsFound({ db, temporal, log }: ActivityDependencies): Promise<FoundDifference[]> {
  const outcomes = await relayOnce({ db, temporal: temporalGateway(temporal), log }, COMMAND_WAITS_TOO_LONG_MS);
  return outcomes.map(({ command, outcome }) => ({
    key: `command/${command.commandId}`,
    kind: 'command',
    subject: command.workflowId,
    detail: `The command ${command.kind} had no receipt; ${{ rung: 'its workflow was rung', started: 'its workflow was started', refused: 'it was refused', waits: 'its workflow has yet to start' }[outcome]}.`,
    repaired: outcome !== 'waits',
  }));
}

/** What waits in recorded chains is stored for readers and follows from content and verdicts; what does not is written anew. */
async function figuresFound({ db }: ActivityDependencies): Promise<FoundDifference[]> {
  const found: FoundDifference[] = [];
  for (const { chainId, subject, detail } of await wrongFigures(db)) {
    Context.current().heartbeat();
    await repairFigures(db, chainId);
    found.push({ key: `figures/${chainId}`, kind: 'projection', subject, detail, repaired: true });
  }
  return found;
}

/** Where a chain stands is stored for readers and follows from its versions and its turns; what does not is written anew. */
async function standingsFound({ db }: ActivityDependencies): Promise<FoundDifference[]> {
  const found: FoundDifference[] = [];
  for (const { chainId, subject, detail } of await wrongStandings(db)) {
    Context.current().heartbeat();
    await repairStanding(db, chainId);
    found.push({ key: `projection/${chainId}`, kind: 'projection', subject, detail, repaired: true });
  }
  return found;
}

/** The end of a run is ordinary: its last events are archived and its rows closed, in this order, so that neither is forgotten. */
async function closeEndedRuns(dependencies: ActivityDependencies): Promise<void> {
  const { db, temporal } = dependencies;
  for (const run of await runningExecutions(db)) {
    Context.current().heartbeat();
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

async function processesFound(dependencies: ActivityDependencies): Promise<FoundDifference[]> {
  const found: FoundDifference[] = [];
  for (const process of await expectedProcesses(dependencies.db)) {
    Context.current().heartbeat();
    const difference = await processFound(dependencies, process);
    if (difference) found.push(difference);
  }
  return found;
}

async function processFound({ db, temporal }: ActivityDependencies, process: ExpectedProcess): Promise<FoundDifference | null> {
  const { workflowId, subject, chainId } = process;
  const handle = temporal.workflow.getHandle(workflowId);
  const stopped = await whyStopped(handle);
  if (stopped !== null) {
    return {
      key: `process/${workflowId}`,
      kind: 'process',
      subject,
      repaired: false,
      detail: `Its workflow should be running, but ${stopped}. An administrator can restart it from the report page.`,
    };
  }
  if (chainId === null) return null;
  try {
    const before = await standingVersions(db, chainId);
    const [progress] = await handle.query<{ state: string }[]>('phaseProgress');
    if (progress?.state === 'preparation_failed') {
      await handle.signal('requestWork');
      return {
        key: `preparation/${chainId}`,
        kind: 'preparation',
        subject,
        repaired: false,
        detail: 'The draft that is due could not be prepared; it was tried again.',
      };
    }
    const shown = await handle.query<VersionInView[]>('currentVersions');
    const after = await standingVersions(db, chainId);
    const moved = describe(before) !== describe(after);
    if (moved || describe(shown) === describe(after)) return null;
    // Any doorbell makes the workflow read its state anew.
    await handle.signal('requestWork');
    return {
      key: `status/${chainId}`,
      kind: 'status',
      subject,
      repaired: true,
      detail: `The tables say ${describe(after)}, the workflow said ${describe(shown)}; it was rung.`,
    };
  } catch (error) {
    // A run that has just continued or ended is looked at again by the next pass.
    if (error instanceof WorkflowNotFoundError || error instanceof QueryNotRegisteredError) return null;
    throw error;
  }
}

async function whyStopped(handle: { describe(): Promise<{ status: { name: WorkflowExecutionStatusName } }> }): Promise<string | null> {
  try {
    const { status } = await handle.describe();
    return status.name === 'RUNNING' ? null : `it is ${status.name.toLowerCase().replaceAll('_', ' ')}`;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'Temporal does not know it';
    throw error;
  }
}

function describe(versions: readonly { number: number; status: string }[]): string {
  const sorted = [...versions].sort((a, b) => a.number - b.number);
  return sorted.length === 0 ? 'no version' : sorted.map(({ number, status }) => `version ${number} ${status}`).join(', ');
}
