import { type Client, ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import { DELIVER_SCHEDULE_ID, DELIVER_TYPE, RECONCILE_SCHEDULE_ID, RECONCILE_TYPE, WORKFLOW_QUEUE } from '#contract/names';

/** How long after its time a pass still starts. A missed pass is not made up for, because the next one sees the same tables. */
const CATCH_UP = '1 minute';

/** Creates the schedules of what comes again and again, or brings those that exist up to date; delivery only where mail is sent. */
export async function keepSchedules(client: Client, { mail }: { mail: boolean }): Promise<void> {
  await keepSchedule(client, RECONCILE_SCHEDULE_ID, RECONCILE_TYPE, '1 minute');
  if (mail) await keepSchedule(client, DELIVER_SCHEDULE_ID, DELIVER_TYPE, '30 seconds');
  else await endSchedule(client, DELIVER_SCHEDULE_ID);
}

async function keepSchedule(client: Client, scheduleId: string, workflowType: string, every: '1 minute' | '30 seconds'): Promise<void> {
  const schedule = {
    spec: { intervals: [{ every }] },
    action: { type: 'startWorkflow' as const, workflowType, workflowId: workflowType, taskQueue: WORKFLOW_QUEUE, args: [] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
  };
  try {
    await client.schedule.create({ scheduleId, ...schedule });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update((previous) => ({ ...schedule, state: previous.state }));
  }
}

async function endSchedule(client: Client, scheduleId: string): Promise<void> {
  await client.schedule
    .getHandle(scheduleId)
    .delete()
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
}
