import { randomUUID } from 'node:crypto';
import type { Database } from '#data/sql/connection';
import { beginStep, type StepAttempt } from '#data/tracking/tracking.transitions';

/** An attempt of an activity of a run; `secondsAgo` is when it began. */
export interface Tried {
  workflowId: string;
  runId: string;
  activityName: string;
  activityId?: string | undefined;
  attempt?: number | undefined;
  secondsAgo?: number | undefined;
}

/** Begins an attempt as the worker does, and has it begun as many seconds ago as are said. */
export async function triedStep(db: Database, tried: Tried): Promise<StepAttempt> {
  const { workflowId, runId, activityName, activityId = randomUUID(), attempt = 1, secondsAgo = 0 } = tried;
  const step = await beginStep(db, { workflowId, runId, workflowType: 'phase', activityId, activityName, attempt });
  for (const [table, id] of [
    ['workflow_steps', 'id'],
    ['workflow_step_attempts', 'step_id'],
  ] as const) {
    const ago = 'clock_timestamp() - make_interval(secs => $2)';
    await db.pool.query(`update ${table} set started_at = ${ago} where ${id} = $1`, [step.stepId, secondsAgo]);
  }
  return step;
}
