import { proxyActivities } from '@temporalio/workflow';
import type { WorkflowActivities } from '../../activities/create-activities';

/** As for phases: short transactions, retried without end, because an accepted command may not be lost while PostgreSQL is away. */
export const { processNextReportCommand, refuseCommand } = proxyActivities<WorkflowActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '15 seconds' },
});

/** The reconciler completes the archive, so a few attempts are enough. */
export const { archiveHistory } = proxyActivities<WorkflowActivities>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumAttempts: 3 },
});
