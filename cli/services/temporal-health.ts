import { Connection } from '@temporalio/client';
import { ANALYSIS_QUEUE, VERSION_QUEUE, WORKFLOW_QUEUE } from '#contract/names';
import { buildOf, currentBuild } from './builds';

const ACTIVITY_QUEUE_TYPE = 2;
const WORKFLOW_QUEUE_TYPE = 1;

/** True when a Temporal server answers at this address. */
export async function temporalAnswers(address: string): Promise<boolean> {
  return await withConnection(address, async (connection) => {
    await connection.workflowService.getSystemInfo({});
    return true;
  });
}

/**
 * True when a worker started after `since` (milliseconds) polls every queue that is named, all by default: it will take what is sent, being of
 * the build that runs are given to.
 */
export async function workerPolls(
  address: string,
  namespace: string,
  since: number,
  queues: readonly string[] = [WORKFLOW_QUEUE, VERSION_QUEUE, ANALYSIS_QUEUE],
): Promise<boolean> {
  const build = await buildInCharge(address, namespace);
  return await withConnection(address, async (connection) => {
    for (const name of queues) {
      const taskQueueType = name === WORKFLOW_QUEUE ? WORKFLOW_QUEUE_TYPE : ACTIVITY_QUEUE_TYPE;
      const { pollers } = await connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType });
      const fresh = pollers?.some((one) => buildOf(one) === build && Number(one.lastAccessTime?.seconds ?? 0) * 1000 >= since - 1000);
      if (!fresh) return false;
    }
    return true;
  });
}

/** The build that `countersign deploy` has runs given to; null where it has not, or where the server does not tell. */
export async function buildInCharge(address: string, namespace: string): Promise<string | null> {
  let build: string | null = null;
  await withConnection(address, async ({ workflowService }) => {
    ({ build } = await currentBuild(workflowService, namespace));
    return true;
  });
  return build;
}

async function withConnection(address: string, ask: (connection: Connection) => Promise<boolean>): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2_000 });
    return await ask(connection);
  } catch {
    return false; // not there, or not yet: the caller asks again or says so
  } finally {
    await connection?.close();
  }
}
