import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/**
 * The worker dies after each first commit: what an activity answered is lost, and it is carried out again.
 * @param activityType whose replies are lost; left out: those of all
 */
export function losingReplies(activityType?: string): { interceptor: ActivityInterceptorsFactory; lost: () => number } {
  let lost = 0;
  return {
    lost: () => lost,
    interceptor: ({ info }) => ({
      inbound: {
        execute: async (input, next) => {
          const result = await next(input);
          if (info.attempt > 1 || (activityType ?? info.activityType) !== info.activityType) return result;
          lost += 1;
          throw new Error('the worker died after its commit');
        },
      },
    }),
  };
}
