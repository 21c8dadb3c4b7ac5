import { proxyActivities } from '@temporalio/workflow';
import type { WorkflowActivities } from '../../activities/create-activities';

/** Once: the schedule comes again within a minute, and a pass that repeats itself would only lengthen the queue. */
export const { reconcile: reconcileOnce } = proxyActivities<WorkflowActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});
