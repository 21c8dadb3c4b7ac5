import { type ChainInReport } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { type FailureReason, failureReason } from '#domain/tracking/failure-words';
import type { Trouble } from '#domain/tracking/step-health';
import { type Database } from '../sql/connection';
import { laneNameSql, reportTitleSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { RUNS_FROM_SQL, troubledSql } from './run-sql';

/** A run in which a step takes far too long, or fails again and again. */
export interface TroubledRun {
  trouble: Exclude<Trouble, 'stuck'>;
  workflowId: string;
  reportName: string;
  chain: ChainInReport | null;
  lane: string | null;
  activity: string;
  attempt: number;
  /** Since when the last attempt runs, or ran. */
  since: Date;
  /** Why the attempt before came to nothing; null where none did. */
  reason: FailureReason | null;
}

interface Row extends Omit<TroubledRun, 'chain' | 'reason'> {
  phase: PhaseName | null;
  instance: string | null;
  error: string | null;
}

/** The runs in which work is slow or failing, with the step in question, over the whole installation. */
export async function readTroubledRuns(db: Database): Promise<TroubledRun[]> {
  const params = new SqlParams();
  const troubled = troubledSql(params);
  const { rows } = await db.pool.query<Row>(
    `with ${troubled}
     select t.trouble, e.workflow_id as "workflowId", ${reportTitleSql()} as "reportName", ch.phase, ch.instance,
       case when l.id is not null then ${laneNameSql('l', 'b')} end as lane, s.name as activity, s.attempt, s.started_at as since,
       (select a.error from workflow_step_attempts a where a.step_id = s.id and a.status = 'failed' order by a.attempt desc limit 1) as error
     from ${RUNS_FROM_SQL} join troubled t on t.execution_id = e.id join workflow_steps s on s.id = t.step_id
     where t.trouble <> 'stuck' order by e.workflow_id, t.trouble`,
    params.values,
  );
  return rows.map(({ phase, instance, error, ...row }) => ({
    ...row,
    chain: phase === null ? null : { phase, instance: instance ?? '' },
    reason: error === null ? null : failureReason('failed', error),
  }));
}
