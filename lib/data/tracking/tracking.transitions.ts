import type { Database } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';

/** An activity as Temporal names it. */
export interface ActivityAttempt {
  workflowId: string;
  runId: string;
  workflowType: string;
  activityId: string;
  activityName: string;
  attempt: number;
}

export const CLOSED_EXECUTION_STATUSES = ['completed', 'failed', 'canceled', 'terminated', 'continued_as_new', 'timed_out'] as const;
export type ClosedExecutionStatus = (typeof CLOSED_EXECUTION_STATUSES)[number];

/**
 * Writes the run and the activity's step, committed before the activity begins, so that a version's foreign key to its
 * step always holds. A further attempt is the same step, begun again. The disk is not waited for: the log of PostgreSQL is one
 * sequence, so what the activity commits makes its step durable first; where the server itself dies before, nothing was done, and
 * the next attempt writes the step again.
 */
export async function beginStep(db: Database, attempt: ActivityAttempt): Promise<{ executionId: string; stepId: string }> {
  const { rows } = await queryPrepared<{ execution_id: string; id: string }>(
    db.pool,
    `with quickly as (select set_config('synchronous_commit', 'off', true)), execution as (
       insert into workflow_executions (workflow_id, run_id, workflow_type) select $1, $2, $3 from quickly
       on conflict (workflow_id, run_id) do update set workflow_type = excluded.workflow_type
       returning id
     )
     insert into workflow_steps (execution_id, kind, step_key, name, attempt)
     select execution.id, 'activity', $4, $5, $6 from execution
     on conflict (execution_id, kind, step_key)
       do update set attempt = excluded.attempt, status = 'running', started_at = now(), ended_at = null, error = null
     returning execution_id, id`,
    [attempt.workflowId, attempt.runId, attempt.workflowType, attempt.activityId, attempt.activityName, attempt.attempt],
  );
  const [row] = rows;
  if (!row) throw new Error('the step was not written');
  return { executionId: row.execution_id, stepId: row.id };
}

/** Ends a step; `error` in words where it failed. */
export async function endStep(
  db: Database,
  stepId: string,
  status: 'completed' | 'failed' | 'cancelled',
  error: string | null,
): Promise<void> {
  await queryPrepared(db.pool, 'update workflow_steps set status = $2, ended_at = now(), error = $3 where id = $1', [
    stepId,
    status,
    error,
  ]);
}

/** Closes a run's row and whatever steps it left open, as Temporal describes the run. Running it again changes nothing. */
export async function closeExecution(
  db: Database,
  executionId: string,
  status: ClosedExecutionStatus,
  closedAt: Date | null,
): Promise<void> {
  await db.pool.query(
    `with closed as (
       update workflow_executions set status = $2, closed_at = coalesce($3, now()) where id = $1 and status = 'running' returning id
     )
     update workflow_steps set status = 'cancelled', ended_at = coalesce($3, now()), error = 'the run ended: ' || $2
     from closed where execution_id = closed.id and workflow_steps.status = 'running'`,
    [executionId, status, closedAt],
  );
}

/** Runs that the tables hold for running, oldest first. */
export async function runningExecutions(db: Database): Promise<{ id: string; workflowId: string; runId: string }[]> {
  const { rows } = await db.pool.query<{ id: string; workflow_id: string; run_id: string }>(
    `select id, workflow_id, run_id from workflow_executions where status = 'running' order by started_at, id`,
  );
  return rows.map((row) => ({ id: row.id, workflowId: row.workflow_id, runId: row.run_id }));
}

/** Whether any run of this workflow was ever tracked. */
export async function isTracked(db: Database, workflowId: string): Promise<boolean> {
  const { rowCount } = await db.pool.query('select 1 from workflow_executions where workflow_id = $1 limit 1', [workflowId]);
  return (rowCount ?? 0) > 0;
}
