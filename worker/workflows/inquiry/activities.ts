import { proxyActivities } from '@temporalio/workflow';
import { VERSION_QUEUE } from '#contract/names';
import type { VersionActivities } from '../../activities/create-activities';

/** A person waits in front of the screen: two attempts bridge a worker's restart, then they are told and may ask again. */
export const { answerInquiry } = proxyActivities<VersionActivities>({
  taskQueue: VERSION_QUEUE,
  // Reading one file of evidence may take a minute.
  startToCloseTimeout: '80 seconds',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 2 },
});
