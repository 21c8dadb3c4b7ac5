import type { Client } from '@temporalio/client';
import { LANE_TYPE, PHASE_TYPE, WORKFLOW_QUEUE } from '#contract/names';

/** A run that Temporal lists as running. Its list lags: a young one may be missing, one that has just ended may still be in it. */
export interface RunningWorkflow {
  runId: string;
  startedAt: Date;
}

/** Lists the workflows of reports, lanes and phases that run, by workflow id; page by page, none of them woken. */
export async function runningWorkflows(temporal: Client, beat: () => void): Promise<Map<string, RunningWorkflow>> {
  const running = new Map<string, RunningWorkflow>();
  const query = `ExecutionStatus = "Running" AND TaskQueue = "${WORKFLOW_QUEUE}"`;
  for await (const { workflowId, runId, type, startTime } of temporal.workflow.list({ query })) {
    beat();
    if (type === PHASE_TYPE || type === LANE_TYPE || type.startsWith('cycleReport_'))
      running.set(workflowId, { runId, startedAt: startTime });
  }
  return running;
}
