import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import { ATTEMPT_LIMIT_SECONDS } from '#contract/attempt-limits';
import { ANALYSIS_QUEUE } from '#contract/names';
import type { AnalysisActivities } from '../../activities/create-activities';

const SECOND_MS = 1_000;

/**
 * Imports and draws. A killed worker shows by its missing heartbeat; each attempt stages anew, so repeating is safe and
 * outlasts some eight minutes without a database; more than that means that the task itself kills the worker, and it
 * fails with its draft untouched.
 * A cancelled scope waits until the activity has really ended, because the draft is read-only until then.
 */
export const { runWork } = proxyActivities<AnalysisActivities>({
  taskQueue: ANALYSIS_QUEUE,
  startToCloseTimeout: ATTEMPT_LIMIT_SECONDS.longWork * SECOND_MS,
  heartbeatTimeout: '15 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds', maximumAttempts: 20 },
});
