import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';

/** A step of the story that is no activity, written by the transaction that causes it. Written again, it is the same step. */
export async function recordStep(
  sql: SqlClient,
  step: StepRef,
  told: { kind: 'phase' | 'decision' | 'fan_out' | 'join'; key: string; name: string; status: 'running' | 'completed' },
): Promise<void> {
  await queryPrepared(
    sql,
    `insert into workflow_steps (execution_id, kind, step_key, name, status, ended_at) values ($1, $2, $3, $4, $5, case when $5 = 'running' then null else clock_timestamp() end)
     on conflict (execution_id, kind, step_key) do update set status = excluded.status, ended_at = excluded.ended_at`,
    [step.executionId, told.kind, told.key, told.name, told.status],
  );
}

/** How the story went from one step to the next. Written again, nothing is added. */
export async function recordTransition(
  sql: SqlClient,
  step: StepRef,
  transition: { kind: 'sequential' | 'fork' | 'join' | 'conditional'; from: string; to: string; result?: string },
): Promise<void> {
  await queryPrepared(
    sql,
    'insert into workflow_transitions (execution_id, kind, from_step, to_step, result) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [step.executionId, transition.kind, transition.from, transition.to, transition.result ?? null],
  );
}

/** The row of workflow_executions and workflow_steps under which an activity writes. */
export interface StepRef {
  executionId: string;
  stepId: string;
  activityName: string;
}
