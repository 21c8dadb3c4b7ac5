import { proxyActivities } from '@temporalio/workflow';
import { ANALYSIS_QUEUE } from '#contract/names';
import type { AnalysisActivities, WorkflowActivities } from '../../activities/create-activities';

/**
 * Until it is archived: a report may have hundreds of runs, and each is fetched. Retried without end like what packs, since both services
 * come back; what no repetition mends, the activity's interceptor makes final.
 */
export const { archiveReport } = proxyActivities<WorkflowActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

/** Until it is packed: it reads and stores as many bytes as the report has. The heartbeat finds a killed worker within seconds, and it begins anew. */
export const { makePackage } = proxyActivities<AnalysisActivities>({
  taskQueue: ANALYSIS_QUEUE,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

/** Until it is said: whoever waits for the package must learn that none comes. */
export const { failPackage } = proxyActivities<WorkflowActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '15 seconds' },
});
