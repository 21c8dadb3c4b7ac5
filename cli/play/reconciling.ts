import { RECONCILE_TYPE, WORKFLOW_QUEUE } from '#contract/names';
import type { ReconcileSummary } from '#contract/reconcile';
import { persist } from './persist';
import type { Stage } from './stage';

const PASSES = 3;

/** Lets the reconciler compare tables and Temporal now; what one pass repairs, the next no longer counts. */
export async function openDifferences(stage: Stage): Promise<number> {
  let open = 0;
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const summary = await persist(() =>
      stage.temporal.client.workflow.execute<() => Promise<ReconcileSummary>>(RECONCILE_TYPE, {
        workflowId: `reconcile/${stage.commandId(`reconcile ${pass}`)}`,
        workflowIdConflictPolicy: 'USE_EXISTING',
        taskQueue: WORKFLOW_QUEUE,
        args: [],
      }),
    );
    open = summary.open;
    if (open === 0) return 0;
  }
  return open;
}
