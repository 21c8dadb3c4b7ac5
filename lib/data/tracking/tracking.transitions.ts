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

/** Which attempt of an activity is meant, by the rows that stand for it. */
export interface StepAttempt {
  executionId: string;
  stepId: string;
  attempt: number;
}

/**
 * Writes the run, the activity's step and the attempt, committed before the activity begins, so that a version's foreign key to its
 * step always holds. A further attempt is the same step, begun again; what an earlier one left open was lost with its worker. The disk is
 * not waited for: the log of PostgreSQL is one sequence, so what the activity commits makes its step durable first; where the server itself
 * dies before, nothing was done, and the next attempt writes the step again.
 */
export async function beginStep(db: Database, attempt: ActivityAttempt): Promise<StepAttempt> {
  // Another activity of the same run may write the run's row in this moment: it is seen by the second statement.
  const written = (await writeStep(db, attempt)) ?? (await writeStep(db, attempt));
  if (!written) throw new Error('the step was not written');
  return { ...written, attempt: attempt.attempt };
}

async function writeStep(db: Database, attempt: ActivityAttempt): Promise<{ executionId: string; stepId: string } | null> {
  const { rows } = await queryPrepared<{ executionId: string; stepId: string }>(
    db.pool,
    `with quickly as (select set_config('synchronous_commit', 'off', true)), first as (
       insert into workflow_executions (workflow_id, run_id, workflow_type) select $1, $2, $3 from quickly
       on conflict (workflow_id, run_id) do nothing returning id
     ), execution as (
       select id from first union all select id from workflow_executions where workflow_id = $1 and run_id = $2
     ), step as (
       insert into workflow_steps (execution_id, kind, step_key, name, attempt)
       select execution.id, 'activity', $4, $5, $6::int from execution
       on conflict (execution_id, kind, step_key)
         do update set attempt = excluded.attempt, status = 'running', started_at = now(), ended_at = null, error = null
       returning execution_id, id
     ), lost as (
       update workflow_step_attempts a set status = 'lost', ended_at = now() from step
       where $6::int > 1 and a.step_id = step.id and a.attempt < $6::int and a.status = 'running'
     ), tried as (
       insert into workflow_step_attempts (step_id, attempt) select step.id, $6::int from step
       on conflict (step_id, attempt) do update set status = 'running', started_at = now(), ended_at = null, error = null
     )
     select execution_id as "executionId", id as "stepId" from step`,
    [attempt.workflowId, attempt.runId, attempt.workflowType, attempt.activityId, attempt.activityName, attempt.attempt],
  );
  return rows[0] ?? null;
}

/**
 * Ends an attempt and, where none was begun after it, its step; `error` in words where it failed. An attempt that was given up and comes
 * to its end all the same does not end the step of the one that follows it.
 */
export async function endStep(
  db: Database,
  { stepId, attempt }: Pick<StepAttempt, 'stepId' | 'attempt'>,
  status: 'completed' | 'failed' | 'cancelled',
  error: string | null,
): Promise<void> {
  await queryPrepared(
    db.pool,
    `with tried as (
       update workflow_step_attempts set status = $3, ended_at = now(), error = $4 where step_id = $1 and attempt = $2
     )
     update workflow_steps set status = $3, ended_at = now(), error = $4 where id = $1 and attempt = $2`,
    [stepId, attempt, status, error],
  );
}

/**
 * Closes a run's row and whatever steps it left open, as Temporal describes the run. Running it again changes nothing. A phase outlives the
 * run in which it opened, where that goes on in another.
 */
export async function closeExecution(
  db: Database,
  executionId: string,
  status: ClosedExecutionStatus,
  closedAt: Date | null,
): Promise<void> {
  await db.pool.query(
    `with closed as (
       update workflow_executions set status = $2, closed_at = coalesce($3, now()) where id = $1 and status = 'running' returning id
     ), open as (
       update workflow_steps s set status = 'cancelled', ended_at = coalesce($3, now()), error = 'the run ended: ' || $2
       from closed where s.execution_id = closed.id and s.status = 'running' and (s.kind <> 'phase' or $2 <> 'continued_as_new')
       returning s.id
     )
     update workflow_step_attempts a set status = 'lost', ended_at = coalesce($3, now())
     from open where a.step_id = open.id and a.status = 'running'`,
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
