import { type ActivityOptions, proxyActivities } from '@temporalio/workflow';
import { ATTEMPT_LIMIT_SECONDS } from '#contract/attempt-limits';
import { ANALYSIS_QUEUE, VERSION_QUEUE } from '#contract/names';
import type { AnalysisActivities, VersionActivities, WorkflowActivities } from '../activities/create-activities';

const SECOND_MS = 1_000;

/**
 * Until it is done: short transactions. They are retried without end, because an accepted command may not be lost while
 * PostgreSQL is away; the activities themselves turn what no repetition can mend (integrity errors, our own bugs) into
 * non-retryable failures. The heartbeat finds a killed worker within seconds; the time-out bounds a hung connection.
 */
const UNTIL_DONE: ActivityOptions = {
  startToCloseTimeout: ATTEMPT_LIMIT_SECONDS.untilDone * SECOND_MS,
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '15 seconds' },
};

/**
 * A few times: copies that the reconciler completes. Nobody should wait for their receipt's consequences because a copy
 * of the history is late.
 */
const A_FEW_TIMES: ActivityOptions = {
  startToCloseTimeout: ATTEMPT_LIMIT_SECONDS.aFewTimes * SECOND_MS,
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumAttempts: 3 },
};

/**
 * Until it is prepared: a version's content. It may read a large file and copy 100,000 items, so it runs on its own queue,
 * which scales on its own. It is retried without end like a transaction: a due draft must appear once the services are back.
 */
const UNTIL_PREPARED: ActivityOptions = {
  taskQueue: VERSION_QUEUE,
  startToCloseTimeout: ATTEMPT_LIMIT_SECONDS.untilPrepared * SECOND_MS,
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
};

export const {
  openChain,
  processNextChainCommand,
  processNextReportCommand,
  refuseCommand,
  finishWork,
  fireAlarms,
  beginUpgrade,
  lanesInTurn,
  listLanes,
  listOwnerLanes,
  laneState,
  reportPlan,
} = proxyActivities<WorkflowActivities>(UNTIL_DONE);

export const { archiveHistory } = proxyActivities<WorkflowActivities>(A_FEW_TIMES);

export const { createVersion, listInstance } = proxyActivities<VersionActivities>(UNTIL_PREPARED);

export const { renderVersion } = proxyActivities<AnalysisActivities>({ ...UNTIL_PREPARED, taskQueue: ANALYSIS_QUEUE });
