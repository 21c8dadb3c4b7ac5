import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  QueryRejectedError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { VersionInView } from '#contract/signals';
import { type FoundDifference, standingVersions } from '#data/tracking/reconcile.transitions';
import type { ExpectedProcess, Mark } from '#data/tracking/reconcile-scope.transitions';
import type { Places } from './places';
import { type HistoryRead, readHistory } from './read-history';

/** A workflow answers within a moment; one that does not is asked again by the next pass. */
const ANSWER_WITHIN_MS = 2_000;
/** A workflow task is tried again and again where the code of the workflow fails. */
const TASK_IS_STUCK_AFTER = 3;
const RESTART = 'An administrator restarts the report from its page: it goes on from what the tables say.';

/** What looking at one workflow came to. */
export interface Looked {
  process: ExpectedProcess;
  difference: FoundDifference | null;
  /** Of one that runs and gets on: up to where it was read, and noted once it is found in order. */
  mark: Mark | null;
  /** What its history tells of commands; null where Temporal does not know it. */
  history: HistoryRead | null;
}

/** Looks at one workflow that ought to run: whether it does and gets on, and what its history tells of commands. It is asked and told nothing. */
export async function lookAtProcess(dependencies: Places, process: ExpectedProcess, beat: () => void): Promise<Looked> {
  const { workflowId } = process;
  const seen = await described(dependencies, workflowId);
  if (seen === null) return { process, difference: await stoppedDifference(dependencies, process, null), mark: null, history: null };
  const { runId, status } = seen;
  const history = await readHistory(dependencies.temporal, { workflowId, runId }, process.mark, beat);
  if (status.name !== 'RUNNING')
    return { process, difference: await stoppedDifference(dependencies, process, status.name), mark: null, history };
  if ((seen.raw.pendingWorkflowTask?.attempt ?? 0) >= TASK_IS_STUCK_AFTER)
    return { process, difference: stuckDifference(process), mark: null, history };
  return { process, difference: null, mark: { revision: process.revision, runId, eventId: history.eventId }, history };
}

/**
 * Asks a workflow that runs what it shows, and rings one that shows another state than the tables.
 * Returns it without a mark where it has to be looked at again.
 */
export async function askWhatItShows(dependencies: Places, looked: Looked): Promise<Looked> {
  if (looked.mark === null) return looked;
  const shown = await shownDifference(dependencies, looked.process);
  if (shown === null) return looked;
  return { ...looked, difference: shown === 'unanswered' ? null : shown, mark: null };
}

async function described({ temporal }: Places, workflowId: string): Promise<WorkflowExecutionDescription | null> {
  try {
    return await temporal.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

const ENDINGS: Record<string, string> = {
  COMPLETED: 'it came to its end although the report is open',
  TERMINATED: 'somebody terminated it in Temporal',
  CANCELLED: 'somebody cancelled it in Temporal',
  FAILED: 'it failed',
  TIMED_OUT: 'it ran out of time',
};

async function stoppedDifference(
  { db }: Places,
  { workflowId, subject, chainId }: ExpectedProcess,
  status: string | null,
): Promise<FoundDifference> {
  const why = status === null ? 'Temporal does not know it' : (ENDINGS[status] ?? `it is ${status.toLowerCase().replaceAll('_', ' ')}`);
  const pending = chainId === null ? undefined : (await standingVersions(db, chainId)).find((one) => one.status === 'pending_approval');
  const waits = pending === undefined ? '' : ` Version ${pending.number} waits for a decision, and none is carried out.`;
  return {
    key: `process/${workflowId}`,
    kind: 'process',
    subject,
    detail: `Its workflow should be running, but ${why}.${waits}`,
    remedy: RESTART,
    repaired: false,
  };
}

function stuckDifference({ workflowId, subject }: ExpectedProcess): FoundDifference {
  return {
    key: `stuck/${workflowId}`,
    kind: 'stuck',
    subject,
    detail: 'Its workflow runs, but its next step fails again and again. Commands are kept and wait.',
    remedy:
      'The log of the worker says why. Where another release runs than the one that began it, run that one again; no data has to be changed.',
    repaired: false,
  };
}

/** What the workflow of a chain shows that the tables do not say; null where they agree. */
async function shownDifference(
  { db, temporal }: Places,
  { workflowId, subject, chainId }: ExpectedProcess,
): Promise<FoundDifference | null | 'unanswered'> {
  if (chainId === null) return null;
  const handle = temporal.workflow.getHandle(workflowId);
  const ask = <T>(query: string) => temporal.withDeadline(Date.now() + ANSWER_WITHIN_MS, () => handle.query<T>(query));
  try {
    const before = await standingVersions(db, chainId);
    const [progress] = await ask<{ state: string }[]>('phaseProgress');
    if (progress?.state === 'preparation_failed') {
      await handle.signal('requestWork');
      return {
        key: `preparation/${chainId}`,
        kind: 'preparation',
        subject,
        detail: 'The draft that is due could not be prepared; it was tried again.',
        remedy: 'The log of the worker says why. It is tried again each minute until the cause is mended.',
        repaired: false,
      };
    }
    const shown = inWords(await ask<VersionInView[]>('currentVersions'));
    const after = inWords(await standingVersions(db, chainId));
    if (inWords(before) !== after || shown === after) return null;
    // Any doorbell makes the workflow read its state anew.
    await handle.signal('requestWork');
    return {
      key: `status/${chainId}`,
      kind: 'status',
      subject,
      detail: `The tables say ${after}, the workflow said ${shown}; it was rung.`,
      remedy: '',
      repaired: true,
    };
  } catch (error) {
    // A run that has just continued or ended, or does not answer in time, is looked at again by the next pass.
    const passes = [WorkflowNotFoundError, QueryNotRegisteredError, QueryRejectedError].some((type) => error instanceof type);
    if (passes || isGrpcServiceError(error) || (error instanceof Error && isGrpcServiceError(error.cause))) return 'unanswered';
    throw error;
  }
}

function inWords(versions: readonly { number: number; status: string }[]): string {
  const sorted = [...versions].sort((a, b) => a.number - b.number);
  return sorted.length === 0
    ? 'no version'
    : sorted.map(({ number, status }) => `version ${number} ${status.replaceAll('_', ' ')}`).join(', ');
}
