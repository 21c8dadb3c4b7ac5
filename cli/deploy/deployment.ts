import { type Client, isGrpcServiceError } from '@temporalio/client';
import { DEPLOYMENT, WORKFLOW_QUEUE } from '#contract/names';
import { QUEUES } from '#worker/environment';
import { PlainError } from '../machine/plain-error';
import { buildOf, currentBuild } from '../services/builds';

const WORKFLOW_TASKS = 1;
const ACTIVITY_TASKS = 2;
const ROUTING_IN_PROGRESS = 1;
const GRPC_UNIMPLEMENTED = 12;
/** A poll that finds nothing ends after a minute: whoever was not seen for longer has gone. */
const SEEN_WITHIN_MS = 70_000;

/** A worker that takes work of one kind from a queue. */
export interface Poller {
  queue: string;
  work: number;
  /** Number of its process and name of its machine. */
  worker: string;
  /** Null of one that tells of no build. */
  build: string | null;
}

const WORK = QUEUES.flatMap((queue) =>
  (queue === WORKFLOW_QUEUE ? [WORKFLOW_TASKS, ACTIVITY_TASKS] : [ACTIVITY_TASKS]).map((work) => ({ queue, work })),
);

/** Everybody who takes work from the installation's queues now. */
export async function pollers({ workflowService, options: { namespace } }: Client): Promise<Poller[]> {
  const since = Date.now() - SEEN_WITHIN_MS;
  const answers = await Promise.all(
    WORK.map(async ({ queue, work }) => {
      const asked = { namespace, taskQueue: { name: queue }, taskQueueType: work };
      const { pollers: seen } = await workflowService.describeTaskQueue(asked);
      const present = (seen ?? []).filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 >= since);
      return present.map((one): Poller => ({ queue, work, worker: one.identity ?? '', build: buildOf(one) }));
    }),
  );
  return answers.flat();
}

/** The queues of which a build does not take all work. */
export function queuesWithout(build: string, seen: readonly Poller[]): string[] {
  const missing = WORK.filter(({ queue, work }) => !seen.some((one) => one.queue === queue && one.work === work && one.build === build));
  return QUEUES.filter((queue) => missing.some((one) => one.queue === queue));
}

/** Which build runs are given to; null where none is current, so that they are given to workers that tell of no build. */
export async function givenTo({ workflowService, options: { namespace } }: Client): Promise<{ build: string | null; token: Uint8Array }> {
  try {
    return await currentBuild(workflowService, namespace);
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === GRPC_UNIMPLEMENTED)
      throw new PlainError('This Temporal server does not tell builds of workers apart: 1.29.1 or later does.', { cause: error });
    throw error;
  }
}

/** Has runs given to a build from now on. @throws PlainError where the server refuses, or the deployment was changed since `token`. */
export async function makeCurrent({ workflowService, options }: Client, build: string, token: Uint8Array): Promise<void> {
  try {
    await workflowService.setWorkerDeploymentCurrentVersion({
      namespace: options.namespace,
      identity: options.identity,
      deploymentName: DEPLOYMENT,
      buildId: build,
      conflictToken: token,
    });
  } catch (error) {
    if (isGrpcServiceError(error))
      throw new PlainError(`Temporal does not make build ${build} current: ${error.details}.`, { cause: error });
    throw error;
  }
}

/** Whether every queue knows by now which build is current. */
export async function isKnownEverywhere({ workflowService, options: { namespace } }: Client): Promise<boolean> {
  const { workerDeploymentInfo } = await workflowService.describeWorkerDeployment({ namespace, deploymentName: DEPLOYMENT });
  return workerDeploymentInfo?.routingConfigUpdateState !== ROUTING_IN_PROGRESS;
}
