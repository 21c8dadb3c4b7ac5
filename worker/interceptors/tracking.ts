import type { Context, Info } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, ActivityInterceptorsFactory, Next } from '@temporalio/worker';
import type { Database } from '#data/sql/connection';
import { beginStep, endStep } from '#data/tracking/tracking.transitions';
import { runInStep } from './current-step';
import { activityFailure } from './failures';

const HEARTBEAT_EVERY_MS = 1_000;
/**
 * The workflows that are tracked. Only reports and their phases are part of the trail; a pass of the reconciler or an inquiry
 * changes no version.
 */
const TRACKED = /^cycle-report\//;

/**
 * Writes every activity of a report's workflows as a step, committed before the activity begins and ended after it,
 * turns errors into what Temporal should do about them, and heartbeats for activities that have a heartbeat time-out.
 */
class TrackingInterceptor implements ActivityInboundCallsInterceptor {
  constructor(
    private readonly db: Database,
    private readonly context: Context,
  ) {}

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const { info } = this.context;
    const stopHeartbeat = this.heartbeatWhileAlive(info);
    try {
      if (!TRACKED.test(info.workflowExecution?.workflowId ?? '')) return await next(input);
      return await this.track(info, () => next(input));
    } catch (error) {
      throw activityFailure(error, info.attempt);
    } finally {
      stopHeartbeat();
    }
  }

  private async track(info: Info, work: () => Promise<unknown>): Promise<unknown> {
    if (!info.workflowExecution) throw new Error('an activity outside a workflow cannot be tracked');
    const step = await beginStep(this.db, {
      ...info.workflowExecution,
      workflowType: info.workflowType ?? '',
      activityId: info.activityId,
      activityName: info.activityType,
      attempt: info.attempt,
    });
    try {
      const result = await runInStep({ executionId: step.executionId, stepId: step.stepId, activityName: info.activityType }, work);
      await endStep(this.db, step, 'completed', null);
      return result;
    } catch (error) {
      const cancelled = error instanceof CancelledFailure;
      await endStep(this.db, step, cancelled ? 'cancelled' : 'failed', error instanceof Error ? error.message : String(error)).catch(
        (unwritten: unknown) => {
          // The activity's own error matters more than its step's row, which the reconciler closes with the run.
          this.context.log.warn('the end of a step was not written', { stepId: step.stepId, reason: String(unwritten) });
        },
      );
      throw error;
    }
  }

  /** A heartbeat says that the process lives, so that a killed worker's activity begins anew within the heartbeat time-out. */
  private heartbeatWhileAlive(info: Info): () => void {
    if (!info.heartbeatTimeoutMs) return () => undefined;
    const timer = setInterval(() => this.context.heartbeat(), Math.min(HEARTBEAT_EVERY_MS, info.heartbeatTimeoutMs / 4));
    return () => clearInterval(timer);
  }
}

/** The interceptor in the form a worker takes. */
export function trackingInterceptor(db: Database): ActivityInterceptorsFactory {
  return (context) => ({ inbound: new TrackingInterceptor(db, context) });
}
