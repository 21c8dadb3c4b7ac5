import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import { VERSION_QUEUE } from '#contract/names';
import type { VersionActivities, WorkflowActivities } from '../../activities/create-activities';

/**
 * Short transactions. Retried without end, because an accepted command may not be lost while PostgreSQL is away; the
 * activities themselves turn what no repetition can mend (integrity errors, our own bugs) into non-retryable failures.
 * The heartbeat finds a killed worker within seconds; the time-out bounds a hung connection.
 */
export const { openChain, processNextChainCommand, refuseCommand, finishWork } = proxyActivities<WorkflowActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '15 seconds' },
});

/**
 * The archive is completed by the reconciler, so a few attempts are enough here: nobody should wait for their receipt's
 * consequences because a copy of the history is late.
 */
export const { archiveHistory } = proxyActivities<WorkflowActivities>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumAttempts: 3 },
});

/**
 * Preparing a version may read a large file and copy 100,000 items; it runs on its own queue so that it scales on its
 * own. Retried without end for the same reason as above: a due draft must appear once the services are back.
 */
export const { createVersion } = proxyActivities<VersionActivities>({
  taskQueue: VERSION_QUEUE,
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

/**
 * Imports and draws. A killed worker shows by its missing heartbeat; each attempt stages anew, so repeating is safe and
 * outlasts some eight minutes without a database; more than that means that the task itself kills the worker, and it
 * fails with its draft untouched.
 * A cancelled scope waits until the activity has really ended, because the draft is read-only until then.
 */
export const { runWork } = proxyActivities<VersionActivities>({
  taskQueue: VERSION_QUEUE,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '15 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds', maximumAttempts: 20 },
});
