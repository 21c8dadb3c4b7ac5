import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowFailedError } from '@temporalio/client';
import { RECONCILE_TYPE, WORKFLOW_QUEUE } from '#contract/names';
import type { ReconcileInput, ReconcileSummary } from '#contract/reconcile';
import { persist } from './persist';
import type { Stage } from './stage';

const PASSES = 3;
const PATIENCE_MS = 120_000;
const BETWEEN_PASSES_MS = 1_000;

/**
 * Lets the reconciler compare tables and Temporal now; what one pass repairs, the next no longer counts. A pass is tried
 * once, so one that falls into the restart of a service fails and is asked for again.
 */
export async function openDifferences(stage: Stage): Promise<number> {
  let open = 0;
  let counted = 0;
  for (const deadline = Date.now() + PATIENCE_MS; counted < PASSES; await wait(BETWEEN_PASSES_MS)) {
    try {
      open = (await persist(() => reconcileNow(stage))).open;
      counted += 1;
      if (open === 0) return 0;
    } catch (error) {
      if (!(error instanceof WorkflowFailedError) || Date.now() > deadline) throw error;
    }
  }
  return open;
}

let asked = 0;

function reconcileNow(stage: Stage): Promise<ReconcileSummary> {
  asked += 1;
  return stage.temporal.client.workflow.execute<(input: ReconcileInput) => Promise<ReconcileSummary>>(RECONCILE_TYPE, {
    workflowId: `reconcile/${stage.commandId(`reconcile ${asked}`)}`,
    taskQueue: WORKFLOW_QUEUE,
    args: [{ sweep: 'all' }],
  });
}
