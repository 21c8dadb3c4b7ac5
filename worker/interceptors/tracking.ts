import type { Context, Info } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, ActivityInterceptorsFactory, Next } from '@temporalio/worker';
import type { Database } from '#data/sql/connection';
import { beginStep, endStep } from '#data/tracking/tracking.transitions';
import { type Ids, idsHere, underIds } from '#dispatch/ids';
import { noteIds } from '#dispatch/traced-work';
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
 * turns errors into what Temporal should do about them, and heartbeats for activities that have a heartbeat time-out. Whatever is logged meanwhile carries
 * the ids of workflow and run, and of the command and version that the activity is about.
 */
class TrackingInterceptor implements ActivityInboundCallsInterceptor {
  /** What the activity has told that it is about. */
  private ids: Readonly<Ids> = {};

  constructor(
    private readonly db: Database,
    private readonly context: Context,
  ) {}

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const { info } = this.context;
    const about = idsAmong(input.args);
    return await underIds({ ...info.workflowExecution, activityId: info.activityId, ...about }, () => {
      this.ids = idsHere();
      noteIds(about);
      return this.carryOut(info, () => next(input));
    });
  }

  /** The ids that the SDK's own lines about the activity carry, such as that it failed. */
  idsOfLines(): Record<string, unknown> {
    return { ...this.ids };
  }

  private async carryOut(info: Info, work: () => Promise<unknown>): Promise<unknown> {
    const stopHeartbeat = this.heartbeatWhileAlive(info);
    try {
      if (!TRACKED.test(info.workflowExecution?.workflowId ?? '')) return await work();
      return await this.track(info, work);
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

/** Which command and version an activity is asked about, where it is. */
function idsAmong([asked]: readonly unknown[]): Ids {
  if (typeof asked !== 'object' || asked === null) return {};
  const { commandId, versionId } = asked as Readonly<Record<string, unknown>>;
  return {
    ...(typeof commandId === 'string' ? { commandId } : {}),
    ...(typeof versionId === 'string' ? { versionId } : {}),
  };
}

/** The interceptor in the form a worker takes. */
export function trackingInterceptor(db: Database): ActivityInterceptorsFactory {
  return (context) => {
    const inbound = new TrackingInterceptor(db, context);
    return { inbound, outbound: { getLogAttributes: (given, next) => next({ ...given, ...inbound.idsOfLines() }) } };
  };
}
