import { proxyActivities } from '@temporalio/workflow';
import type { WorkflowActivities } from '../../activities/create-activities';

/** Once: the schedule comes again within half a minute, and a message that was being handed over may not be handed over by a repetition. */
export const { deliverMail: deliverOnce } = proxyActivities<WorkflowActivities>({
  startToCloseTimeout: '15 minutes',
  // A server may be silent for a minute before it is given up.
  heartbeatTimeout: '2 minutes',
  retry: { maximumAttempts: 1 },
});
