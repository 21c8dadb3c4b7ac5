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

/** What looking at one workflow came to; `mark` is null where it has to be looked at again. */
export interface Looked {
  process: ExpectedProcess;
  difference: FoundDifference | null;
  mark: Mark | null;
  history: HistoryRead | null;
}

/** Looks at one workflow that ought to run: whether it does, what it shows, and what its history tells of commands. */
export async function lookAtProcess(dependencies: Places, process: ExpectedProcess, beat: () => void): Promise<Looked> {
  const { temporal } = dependencies;
  const seen = await described(dependencies, process.workflowId);
  if (seen === null || seen.status.name !== 'RUNNING')
    return nothing(process, await stoppedDifference(dependencies, process, seen?.status.name ?? null));
  if ((seen.raw.pendingWorkflowTask?.attempt ?? 0) >= TASK_IS_STUCK_AFTER) return nothing(process, stuckDifference(process));
  const shown = await shownDifference(dependencies, process);
  const history = await readHistory(temporal, { workflowId: process.workflowId, runId: seen.runId }, process.mark, beat);
  if (shown === 'unanswered') return nothing(process, null);
  const mark = { revision: process.revision, runId: seen.runId, eventId: history.eventId };
  return { process, difference: shown, mark: shown === null ? mark : null, history };
}

function nothing(process: ExpectedProcess, difference: FoundDifference | null): Looked {
  return { process, difference, mark: null, history: null };
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
