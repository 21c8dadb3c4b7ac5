import { z } from 'zod';
import type { RunOutcome } from '#contract/tracking-inputs';
import type { ActivityFigures, ActivityFiguresView, AttemptRow, AttemptsPage } from '#contract/views/tracking-views';
import type { Subject } from '#domain/people/permissions';
import type { PhaseName } from '#domain/phase/phase-names';
import { failureReason } from '#domain/tracking/failure-words';
import { visibleReportsSql } from '../people/visible-reports';
import type { Queryable } from '../sql/connection';
import { decodeCursor, encodeCursor, PLACE } from '../sql/cursor';
import { laneNameSql, reportTitleSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { ATTEMPTS_FROM_SQL, requireSeeingRuns } from './run-sql';

/** Which attempts are meant: those begun in the last days, up to now, of one phase where one is named. */
export interface AttemptsFilter {
  days: number;
  phase?: PhaseName | undefined;
}

export interface AttemptsRequest extends AttemptsFilter {
  activity: string;
  outcome?: RunOutcome | undefined;
  after?: string | undefined;
  limit?: number;
}

const DEFAULT_LIMIT = 100;
const AFTER = z.tuple([PLACE.instant, PLACE.id, PLACE.count]);

/** What an outcome that figures count is called in the table; an attempt that was called off is a failure of nobody. */
const OUTCOME_STATUS: Record<RunOutcome, string> = { done: 'completed', failed: 'failed', lost: 'lost' };

/**
 * How long the attempts of each activity take and what becomes of them, over the reports that may be seen; the most tried first.
 * @throws Refusal `not_found` for whoever does not look after processes
 */
export async function readActivityFigures(db: Queryable, subject: Subject, filter: AttemptsFilter): Promise<ActivityFiguresView> {
  requireSeeingRuns(subject);
  const params = new SqlParams();
  const ms = `extract(epoch from a.ended_at - a.started_at) * 1000`;
  const percentile = (share: number) =>
    `round((percentile_cont(${share}) within group (order by ${ms}) filter (where a.status = 'completed'))::numeric)::int`;
  const { rows } = await db.query<ActivityFigures>(
    `select s.name as activity, count(*)::int as attempts, count(*) filter (where a.status = 'completed')::int as done,
       count(*) filter (where a.status = 'failed')::int as failed, count(*) filter (where a.status = 'lost')::int as lost,
       ${percentile(0.5)} as p50, ${percentile(0.95)} as p95, ${percentile(0.99)} as p99,
       round((max(${ms}) filter (where a.status = 'completed'))::numeric)::int as longest
     from ${ATTEMPTS_FROM_SQL} where ${conditionsSql(subject, filter, params).join(' and ')} group by s.name order by count(*) desc, s.name`,
    params.values,
  );
  return { days: filter.days, rows };
}

/** The attempts that a figure counts, newest first. @throws Refusal `not_found` as `readActivityFigures` */
export async function readAttempts(db: Queryable, subject: Subject, request: AttemptsRequest): Promise<AttemptsPage> {
  requireSeeingRuns(subject);
  const { after, limit = DEFAULT_LIMIT, activity, outcome } = request;
  const place = decodeCursor(after, AFTER);
  const params = new SqlParams();
  const conditions = [...conditionsSql(subject, request, params), `s.name = ${params.bind(activity)}`];
  if (outcome !== undefined) conditions.push(`a.status = ${params.bind(OUTCOME_STATUS[outcome])}`);
  const counted = conditions.join(' and ');
  if (place)
    conditions.push(
      `(a.started_at, a.step_id, a.attempt) < (${params.bind(place[0])}::timestamptz, ${params.bind(place[1])}::uuid, ${params.bind(place[2])}::int)`,
    );
  const { rows } = await db.query<Row>(
    `select e.id as "runId", ${reportTitleSql()} as "reportName", ch.phase, coalesce(ch.instance, '') as instance,
       case when l.id is not null then ${laneNameSql('l', 'b')} end as lane, a.step_id as "stepId", a.attempt, a.status, a.started_at as "startedAt",
       a.ended_at as "endedAt", a.error, a.started_at::text as place, (select count(*)::int from ${ATTEMPTS_FROM_SQL} where ${counted}) as total
     from ${ATTEMPTS_FROM_SQL} where ${conditions.join(' and ')} order by a.started_at desc, a.step_id desc, a.attempt desc limit ${params.bind(limit + 1)}`,
    params.values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    total: rows[0]?.total ?? 0,
    rows: page.map(attemptRow),
    next: rows.length > limit && last ? encodeCursor([last.place, last.stepId, String(last.attempt)]) : null,
  };
}

interface Row extends Omit<AttemptRow, 'startedAt' | 'endedAt' | 'reason'> {
  startedAt: Date;
  endedAt: Date | null;
  error: string | null;
  place: string;
  total: number;
}

function attemptRow({ startedAt, endedAt, error, place: _, total: __, ...row }: Row): AttemptRow {
  return {
    ...row,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    reason: failureReason(row.status, error),
  };
}

function conditionsSql(subject: Subject, { days, phase }: AttemptsFilter, params: SqlParams): string[] {
  return [
    `a.started_at > now() - make_interval(days => ${params.bind(days)}::int)`,
    visibleReportsSql(subject, params),
    ...(phase === undefined ? [] : [`ch.phase = ${params.bind(phase)}`]),
  ];
}
