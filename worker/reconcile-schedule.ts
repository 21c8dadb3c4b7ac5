import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { RECONCILE_SCHEDULE_ID, RECONCILE_TYPE, WORKFLOW_QUEUE } from '#contract/names';

const EVERY = '1 minute';
/** How long after its time a pass still starts. A missed pass is not made up for, because the next one sees the same tables. */
const CATCH_UP = '1 minute';

/** Creates the reconciler's schedule, or brings the one that exists up to date. */
export async function keepReconcileSchedule(client: Client): Promise<void> {
  const schedule = {
    spec: { intervals: [{ every: EVERY }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: RECONCILE_TYPE,
      workflowId: RECONCILE_TYPE,
      taskQueue: WORKFLOW_QUEUE,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
  };
  try {
    await client.schedule.create({ scheduleId: RECONCILE_SCHEDULE_ID, ...schedule });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(RECONCILE_SCHEDULE_ID).update((previous) => ({ ...schedule, state: previous.state }));
  }
}
