import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { WORKFLOW_QUEUE } from '#contract/names';
import type { Json } from '#domain/item/json';
import { replayRun, replayRuns, type WorkflowCode } from '#worker/prepare/inquiries/replay-run';
import { UNHEARD_STANDINGS } from '#worker/standing-sinks';

const RUNNING = `ExecutionStatus = "Running" AND TaskQueue = "${WORKFLOW_QUEUE}"`;
/** States of an activity that a worker has in hand: started, to be cancelled, to be paused. */
const IN_HAND: readonly number[] = [2, 3, 5];
const DESCRIBED_AT_ONCE = 8;

/** A run of the installation that goes on. */
export interface RunKey {
  workflowId: string;
  runId: string;
}

/** A run that takes another step by a build than it took: at which event, and in which words. */
export interface Difference extends RunKey {
  event: number | null;
  sentence: string;
}

async function* listRunning(client: Client): AsyncGenerator<RunKey> {
  for await (const { workflowId, runId } of client.workflow.list({ query: RUNNING })) yield { workflowId, runId };
}

/** About how many runs go on. */
export async function countRunning(client: Client): Promise<number> {
  const { count } = await client.workflow.count(RUNNING);
  return count;
}

/**
 * Replays all runs that go on by these workflows, one at a time, so that one history is held however many there are.
 * @param replayed called after each, with how many there were
 */
export async function replayRunning(
  client: Client,
  code: WorkflowCode,
  replayed: (count: number) => void,
): Promise<{ count: number; differing: RunKey[] }> {
  const differing: RunKey[] = [];
  let count = 0;
  const runs = async function* () {
    for await (const run of listRunning(client)) {
      const events = await eventsOf(client, run);
      if (events === null) continue;
      replayed((count += 1));
      yield { ...run, events };
    }
  };
  for await (const { run, fault } of replayRuns(code, runs(), UNHEARD_STANDINGS))
    if (fault !== null) differing.push({ workflowId: run.workflowId, runId: run.runId });
  return { count, differing };
}

/** Where a run that takes other steps takes another one for the first time. */
export async function firstDifference(client: Client, code: WorkflowCode, run: RunKey): Promise<Difference> {
  const events = (await eventsOf(client, run)) ?? [];
  const { outcome } = await replayRun(code, { workflowId: run.workflowId, events, until: Number.MAX_SAFE_INTEGER });
  if (outcome.kind === 'differs') return { ...run, event: outcome.completed, sentence: outcome.sentence };
  return { ...run, event: null, sentence: 'It has gone on since, so that its first other step cannot be told.' };
}

/** A run's history as Temporal's JSON; null of one that is gone. */
async function eventsOf(client: Client, { workflowId, runId }: RunKey): Promise<Json[] | null> {
  try {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    return (JSON.parse(historyToJSON(history)) as { events: Json[] }).events;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/**
 * For which runs some other build carries an activity out now. What has not begun is given to the current build.
 * @param among left out: all that go on
 */
export async function underWayElsewhere(
  client: Client,
  build: string,
  among: Iterable<RunKey> | AsyncIterable<RunKey> = listRunning(client),
): Promise<RunKey[]> {
  const found: RunKey[] = [];
  let group: RunKey[] = [];
  const look = async (): Promise<void> => {
    const busy = await Promise.all(group.map((run) => isUnderWayElsewhere(client, run, build)));
    found.push(...group.filter((_, index) => busy[index] === true));
    group = [];
  };
  for await (const run of among) {
    group.push(run);
    if (group.length === DESCRIBED_AT_ONCE) await look();
  }
  await look();
  return found;
}

async function isUnderWayElsewhere(client: Client, { workflowId, runId }: RunKey, build: string): Promise<boolean> {
  try {
    const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
    return (raw.pendingActivities ?? []).some(
      ({ state, lastDeploymentVersion }) => IN_HAND.includes(state ?? 0) && lastDeploymentVersion?.buildId !== build,
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
