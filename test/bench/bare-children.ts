import { executeChild, proxyActivities } from '@temporalio/workflow';

const { commitOne } = proxyActivities<{ commitOne(id: string): Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** The least that an instance could be: a workflow of one activity. */
export async function bareChild(id: string): Promise<void> {
  await commitOne(id);
}

/** Starts so many of them at once, and waits for all. */
export async function bareParent(ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => executeChild(bareChild, { workflowId: `bench/child/${id}`, args: [id] })));
}
