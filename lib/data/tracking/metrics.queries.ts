import type { RunCounts } from '#contract/views/tracking-views';
import type { Queryable } from '../sql/connection';
import { WAITING_COMMANDS_SQL } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { RUN_COUNTS_SQL, RUNS_FROM_SQL, troubledSql } from './run-sql';

/** Counts over the whole installation, for whoever watches over it from outside. Nothing in them names a report or a person. */
export interface InstallationMetrics {
  runs: RunCounts;
  /** Differences that are not repaired, by whether somebody looks after them. */
  differences: { attended: number; unattended: number };
  /** Requests without an answer, and for how many seconds the oldest waits. */
  commands: { waiting: number; oldestSeconds: number };
  mail: { waiting: number; oldestSeconds: number };
  /** Attempts of the last hour, by activity and how they ended; seconds of those that came to their end. */
  activities: readonly {
    activity: string;
    running: number;
    completed: number;
    failed: number;
    cancelled: number;
    lost: number;
    p50: number | null;
    p95: number | null;
    p99: number | null;
  }[];
}

/** Reads all metrics. */
export async function readMetrics(db: Queryable): Promise<InstallationMetrics> {
  const [runs, activities, counts] = await Promise.all([readRunCounts(db), readActivities(db), readWaiting(db)]);
  const { attended, unattended, commands, oldestCommand, mail, oldestMail } = counts;
  return {
    runs,
    activities,
    differences: { attended, unattended },
    commands: { waiting: commands, oldestSeconds: oldestCommand },
    mail: { waiting: mail, oldestSeconds: oldestMail },
  };
}

async function readRunCounts(db: Queryable): Promise<InstallationMetrics['runs']> {
  const params = new SqlParams();
  const troubled = troubledSql(params);
  const { rows } = await db.query<InstallationMetrics['runs']>(
    `with ${troubled} select ${RUN_COUNTS_SQL} from ${RUNS_FROM_SQL} where e.status = 'running'`,
    params.values,
  );
  return rows[0] ?? { running: 0, slow: 0, failing: 0, stuck: 0 };
}

async function readActivities(db: Queryable): Promise<InstallationMetrics['activities']> {
  const counted = (['running', 'completed', 'failed', 'cancelled', 'lost'] as const).map(
    (status) => `count(*) filter (where a.status = '${status}')::int as ${status}`,
  );
  const times = [50, 95, 99].map(
    (share) =>
      `percentile_cont(0.${share}) within group (order by extract(epoch from a.ended_at - a.started_at)) filter (where a.status = 'completed') as p${share}`,
  );
  const { rows } = await db.query<InstallationMetrics['activities'][number]>(
    `select s.name as activity, ${[...counted, ...times].join(', ')} from workflow_step_attempts a join workflow_steps s on s.id = a.step_id
     where a.started_at > now() - interval '1 hour' and s.kind = 'activity' group by s.name order by s.name`,
  );
  return rows;
}

interface Waiting {
  attended: number;
  unattended: number;
  commands: number;
  oldestCommand: number;
  mail: number;
  oldestMail: number;
}

async function readWaiting(db: Queryable): Promise<Waiting> {
  const age = (oldest: string) => `coalesce(extract(epoch from clock_timestamp() - min(${oldest})), 0)::float8`;
  const { rows } = await db.query<Waiting>(
    `select d.*, c.*, m.* from
       (select count(*) filter (where acknowledged_at is not null)::int as attended, count(*) filter (where acknowledged_at is null)::int as unattended
          from reconcile_difference where resolved_at is null and not repaired) d,
       (select count(*)::int as commands, ${age('c.created_at')} as "oldestCommand" ${WAITING_COMMANDS_SQL}) c,
       (select count(*)::int as mail, ${age('due_at')} as "oldestMail" from mail where state in ('queued', 'sending') and due_at <= clock_timestamp()) m`,
  );
  return rows[0] ?? { attended: 0, unattended: 0, commands: 0, oldestCommand: 0, mail: 0, oldestMail: 0 };
}
