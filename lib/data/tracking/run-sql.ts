import { ATTEMPT_LIMIT_SECONDS, OTHER_LIMITS } from '#contract/attempt-limits';
import { may, type Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import {
  ENOUGH_ATTEMPTS,
  FAILING_ATTEMPT,
  RETRIED_WITHIN_SECONDS,
  SLOW_FLOOR_SECONDS,
  SLOW_TIMES,
  TROUBLES,
  type Trouble,
  USUAL_DAYS,
} from '#domain/tracking/step-health';
import { REPORT_JOINS_SQL } from '../sql/fragments';
import type { SqlParams } from '../sql/sql-params';

/** Joins report `cr`, phase's chain `ch`, and lane `l` with its line of business `b`, to the run `e` of a workflow of a report. */
const OF_RUN_SQL = `join cycle_report cr on cr.id::text = split_part(e.workflow_id, '/', 2) and starts_with(e.workflow_id, 'cycle-report/') ${REPORT_JOINS_SQL}
  left join chain ch on ch.workflow_id = e.workflow_id
  left join lane l on l.workflow_id = e.workflow_id left join lob b on b.id = l.lob_id`;

/** FROM of the runs `e`. */
export const RUNS_FROM_SQL = `workflow_executions e ${OF_RUN_SQL}`;

/** FROM of the attempts `a` of activities, with step `s` and run `e`. */
export const ATTEMPTS_FROM_SQL = `workflow_step_attempts a join workflow_steps s on s.id = a.step_id and s.kind = 'activity'
  join workflow_executions e on e.id = s.execution_id ${OF_RUN_SQL}`;

/**
 * CTEs `usual`, `slow` and `troubled`. The first tells how long activities take that have been running for a while: over what ended in the last
 * days, so that it is only computed where something runs long. The last lists the runs in which something is wrong, each with what, and with
 * the step in question (`isSlow` and FAILING_ATTEMPT of lib/domain/tracking/step-health; `stuck` is what the reconciler found, of no step).
 */
export function troubledSql(params: SqlParams): string {
  const seconds = 'extract(epoch from clock_timestamp() - s.started_at)';
  const long = `s.status = 'running' and s.kind = 'activity' and ${seconds} >= ${SLOW_FLOOR_SECONDS}`;
  const limits = `${params.bind(JSON.stringify(OTHER_LIMITS))}::jsonb`;
  const running = `join workflow_executions x on x.id = s.execution_id and x.status = 'running'`;
  return `usual as (
      select u.name, percentile_cont(0.95) within group (order by extract(epoch from a.ended_at - a.started_at)) as p95
      from workflow_step_attempts a join workflow_steps u on u.id = a.step_id
      where a.status = 'completed' and a.started_at > now() - interval '${USUAL_DAYS} days' and u.name in (select s.name from workflow_steps s where ${long})
      group by u.name having count(*) >= ${ENOUGH_ATTEMPTS}
    ), slow as (
      select s.id, s.execution_id, s.started_at from workflow_steps s ${running} left join usual u on u.name = s.name
      where ${long} and ${seconds} > coalesce(${SLOW_TIMES} * u.p95, coalesce((${limits} ->> s.name)::float8, ${ATTEMPT_LIMIT_SECONDS.untilDone}) / 2)
    ), failing as (
      select s.id, s.execution_id, s.started_at from workflow_steps s ${running}
      where s.attempt >= ${FAILING_ATTEMPT} and s.kind = 'activity'
        and (s.status = 'running' or (s.status = 'failed' and s.ended_at > clock_timestamp() - interval '${RETRIED_WITHIN_SECONDS} seconds'))
    ), troubled as (
      select * from (select distinct on (execution_id) execution_id, 'slow' as trouble, id as step_id from slow order by execution_id, started_at) oldest
      union all select * from (select distinct on (execution_id) execution_id, 'failing', id from failing order by execution_id, started_at) oldest
      union all select x.id, 'stuck', null::uuid from reconcile_difference d join workflow_executions x on 'stuck/' || x.workflow_id = d.key and x.status = 'running'
        where d.kind = 'stuck' and d.resolved_at is null
    )`;
}

/** Columns that count the runs \`e\` that run, and those in which something is wrong; after \`troubledSql\`. */
export const RUN_COUNTS_SQL = [
  `count(*) filter (where e.status = 'running')::int as running`,
  ...TROUBLES.map(
    (trouble) =>
      `count(*) filter (where e.id in (select t.execution_id from troubled t where t.trouble = '${trouble}'))::int as ${trouble}`,
  ),
].join(', ');

/** SQL of what is wrong with run `e`, as an array in a fixed order; after `troubledSql`. */
export const TROUBLES_SQL = `array(select t.trouble from troubled t where t.execution_id = e.id order by array_position(array['stuck', 'failing', 'slow'], t.trouble))`;

/** SQL of whether something, or one thing, is wrong with run `e`; after `troubledSql`. */
export function isTroubledSql(trouble: Trouble | null, params: SqlParams): string {
  const which = trouble === null ? '' : ` and t.trouble = ${params.bind(trouble)}`;
  return `e.id in (select t.execution_id from troubled t where true${which})`;
}

/** @throws Refusal `not_found` for whoever does not look after the processes: to others the pages do not exist */
export function requireSeeingRuns(subject: Subject): void {
  if (!may(subject, 'see_temporal').allowed) throw new Refusal('not_found');
}
