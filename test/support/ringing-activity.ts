import type { Client } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Rings so many times for the workflow of an activity just before that is done: somebody who always asks for more while it looks. */
export function ringingActivity(
  client: Client,
  activity: { type: string; workflowIdEndsWith: string },
  times: number,
): { interceptor: ActivityInterceptorsFactory; left: () => number } {
  let left = times;
  return {
    left: () => left,
    interceptor: ({ info }) => ({
      inbound: {
        execute: async (input, next) => {
          const result = await next(input);
          const workflowId = info.workflowExecution?.workflowId ?? '';
          if (left > 0 && info.activityType === activity.type && workflowId.endsWith(activity.workflowIdEndsWith)) {
            left -= 1;
            await client.workflow.getHandle(workflowId).signal('requestWork');
          }
          return result;
        },
      },
    }),
  };
}
