import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { RECONCILE_TYPE, WORKFLOW_QUEUE } from '#contract/names';
import type { ReconcileInput, ReconcileSummary } from '#contract/reconcile';

/** A pass of the reconciler by its workflow, over everything where nothing else is asked for; a worker has to run. */
export function reconcileOnce(client: Client, sweep: NonNullable<ReconcileInput['sweep']> = 'all'): Promise<ReconcileSummary> {
  return client.workflow.execute<(input: ReconcileInput) => Promise<ReconcileSummary>>(RECONCILE_TYPE, {
    workflowId: `${RECONCILE_TYPE}/${randomUUID()}`,
    taskQueue: WORKFLOW_QUEUE,
    args: [{ sweep }],
  });
}
