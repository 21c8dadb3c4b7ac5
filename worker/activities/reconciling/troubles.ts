import { isGrpcServiceError } from '@temporalio/client';
import { ANALYSIS_QUEUE, VERSION_QUEUE } from '#contract/names';
import type { FoundDifference } from '#data/tracking/reconcile.transitions';
import { readTroubledRuns, type TroubledRun } from '#data/tracking/troubles.queries';
import { ordinalInWords } from '#domain/ordinal-words';
import { FAILURE_WORDS } from '#domain/tracking/failure-words';
import { workflowInWords } from '#domain/tracking/process-words';
import { activityTitle } from '#domain/version/course-words';
import type { Places } from './places';

const MINUTE_MS = 60_000;
/** temporal.api.enums.v1.TaskQueueType */
const ACTIVITY_TASKS = 2;

interface WatchedQueue {
  queue: string;
  /** What stays undone, after "Nobody carries out". */
  work: string;
  remedy: string;
}

/** The queues beside that of this pass, which somebody takes work from as long as it runs. */
const QUEUES: readonly WatchedQueue[] = [
  {
    queue: VERSION_QUEUE,
    work: 'drafts and what people ask in front of their screens',
    remedy: 'Start the worker. Nothing is lost; what waits is done once it runs.',
  },
  {
    queue: ANALYSIS_QUEUE,
    work: 'imports, profiles, draws, documents and packages',
    remedy: 'Start the worker of analyses. Nothing is lost; what waits is done once it runs.',
  },
];

/** Work that takes far too long, or fails again and again; it is listed until it goes on. */
export async function troublesFound({ db }: Pick<Places, 'db'>): Promise<FoundDifference[]> {
  return (await readTroubledRuns(db)).map((run) => ({
    key: `${run.trouble}/${run.workflowId}`,
    kind: run.trouble,
    subject: `${run.reportName}: ${workflowInWords(run)}`,
    detail: detailOf(run),
    remedy:
      run.reason === null
        ? 'The log of the worker says what it does. It goes on by itself where it can.'
        : FAILURE_WORDS[run.reason].remedy,
    repaired: false,
  }));
}

function detailOf({ trouble, activity, attempt, since, reason }: TroubledRun): string {
  const title = activityTitle(activity);
  if (trouble === 'failing')
    return `“${title}” is tried for the ${ordinalInWords(attempt)} time.${reason === null ? '' : ` ${FAILURE_WORDS[reason].what}`}`;
  return `“${title}” has run for ${Math.round((Date.now() - since.getTime()) / MINUTE_MS)} minutes, far longer than such work does.`;
}

/** Queues from which nobody takes work. What a server cannot tell is taken for no difference. */
export async function workersMissing(
  { temporal }: Pick<Places, 'temporal'>,
  queues: readonly WatchedQueue[] = QUEUES,
): Promise<FoundDifference[]> {
  const found: FoundDifference[] = [];
  for (const { queue, work, remedy } of queues) {
    if (await isPolled(temporal, queue)) continue;
    found.push({
      key: `workers/${queue}`,
      kind: 'workers',
      subject: 'Workers',
      detail: `Nobody carries out ${work}.`,
      remedy,
      repaired: false,
    });
  }
  return found;
}

async function isPolled(temporal: Places['temporal'], queue: string): Promise<boolean> {
  try {
    const { pollers } = await temporal.workflowService.describeTaskQueue({
      namespace: temporal.options.namespace,
      taskQueue: { name: queue },
      taskQueueType: ACTIVITY_TASKS,
    });
    return (pollers ?? []).length > 0;
  } catch (error) {
    if (isGrpcServiceError(error)) return true;
    throw error;
  }
}
