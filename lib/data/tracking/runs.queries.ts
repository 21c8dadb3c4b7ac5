import { z } from 'zod';
import type { RunShow } from '#contract/tracking-inputs';
import type { RunCounts, RunRow, RunsPage } from '#contract/views/tracking-views';
import type { Subject } from '#domain/people/permissions';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Trouble } from '#domain/tracking/step-health';
import { visibleReportsSql } from '../people/visible-reports';
import type { Queryable } from '../sql/connection';
import { decodeCursor, encodeCursor, PLACE } from '../sql/cursor';
import { isSomebodysTurnSql, laneNameSql, nameThenSql, reportTitleSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { isTroubledSql, RUN_COUNTS_SQL, RUNS_FROM_SQL, requireSeeingRuns, TROUBLES_SQL, troubledSql } from './run-sql';

export interface RunsRequest {
  show: RunShow;
  report?: string | undefined;
  phase?: PhaseName | undefined;
  find?: string | undefined;
  after?: string | undefined;
  limit?: number;
}

/** A row of RUN_COLUMNS_SQL. */
export interface RunSqlRow {
  id: string;
  cycleReportId: string;
  reportName: string;
  phase: PhaseName | null;
  instance: string;
  lane: string | null;
  status: RunRow['status'];
  startedAt: Date;
  closedAt: Date | null;
  place: string;
  last: RunRow['last'];
  troubles: Trouble[];
  waitsFor: RunRow['waitsFor'];
}

const DEFAULT_LIMIT = 100;
const AFTER = z.tuple([PLACE.instant, PLACE.id]);
const MOST_WORDS = 8;

/** Columns of a run `e` as its line shows it, over RUNS_FROM_SQL; after `troubledSql`. */
export const RUN_COLUMNS_SQL = `e.id, cr.id as "cycleReportId", ${reportTitleSql()} as "reportName", ch.phase, coalesce(ch.instance, '') as instance,
  case when l.id is not null then ${laneNameSql('l', 'b')} end as lane, e.status, e.started_at as "startedAt", e.closed_at as "closedAt", e.started_at::text as place,
  (select jsonb_build_object('kind', s.kind, 'name', s.name, 'status', s.status, 'attempt', s.attempt, 'startedAt', s.started_at)
     from workflow_steps s where s.execution_id = e.id order by s.started_at desc, s.id desc limit 1) as last,
  ${TROUBLES_SQL} as troubles,
  case when e.status = 'running' and ch.id is not null then (
    select jsonb_build_object('people', array(select ${nameThenSql('p', 'now()')} from unnest(t.people) p), 'roles', t.roles, 'since', t.at)
    from turn t where t.chain_id = ch.id and ${isSomebodysTurnSql('t')}
      and t.seq = (select max(newest.seq) from turn newest where newest.chain_id = ch.id)) end as "waitsFor"`;

/**
 * Runs of workflows, newest first, of the reports that this person may see. @throws Refusal `not_found` for whoever does not look after
 * processes
 */
export async function readRuns(db: Queryable, subject: Subject, request: RunsRequest): Promise<RunsPage> {
  requireSeeingRuns(subject);
  const { after, limit = DEFAULT_LIMIT } = request;
  const place = decodeCursor(after, AFTER);
  const params = new SqlParams();
  const troubled = troubledSql(params);
  const conditions = [visibleReportsSql(subject, params), ...narrowingSql(request, params)];
  if (place) conditions.push(`(e.started_at, e.id) < (${params.bind(place[0])}::timestamptz, ${params.bind(place[1])}::uuid)`);
  const [{ rows }, counts] = await Promise.all([
    db.query<RunSqlRow>(
      `with ${troubled} select ${RUN_COLUMNS_SQL} from ${RUNS_FROM_SQL} where ${conditions.join(' and ')}
       order by e.started_at desc, e.id desc limit ${params.bind(limit + 1)}`,
      params.values,
    ),
    place === null ? readCounts(db, subject, request) : null,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page.map(runRow), next: rows.length > limit && last ? encodeCursor([last.place, last.id]) : null, counts };
}

/** How many runs each kind of list would hold, under the same report, phase and words. */
async function readCounts(db: Queryable, subject: Subject, request: RunsRequest): Promise<RunCounts> {
  const params = new SqlParams();
  const troubled = troubledSql(params);
  const conditions = [`e.status = 'running'`, visibleReportsSql(subject, params), ...narrowingSql({ ...request, show: 'running' }, params)];
  const { rows } = await db.query<RunCounts>(
    `with ${troubled} select ${RUN_COUNTS_SQL} from ${RUNS_FROM_SQL} where ${conditions.join(' and ')}`,
    params.values,
  );
  return rows[0] ?? { running: 0, slow: 0, failing: 0, stuck: 0 };
}

function narrowingSql({ show, report, phase, find = '' }: RunsRequest, params: SqlParams): string[] {
  const words = find
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  return [
    ...showSql(show, params),
    ...(report === undefined ? [] : [`cr.id = ${params.bind(report)}::uuid`]),
    ...(phase === undefined ? [] : [`ch.phase = ${params.bind(phase)}`]),
    ...words.map((word) => `position(${params.bind(word)}::text in lower(${reportTitleSql()})) > 0`),
  ];
}

function showSql(show: RunShow, params: SqlParams): string[] {
  if (show === 'running') return [`e.status = 'running'`];
  if (show === 'ended') return [`e.status <> 'running'`];
  return [isTroubledSql(show === 'troubled' ? null : show, params)];
}

/** A row of RUN_COLUMNS_SQL as pages have it. */
export function runRow({ place: _, startedAt, closedAt, last, waitsFor, ...row }: RunSqlRow): RunRow {
  return {
    ...row,
    startedAt: startedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    last: last && { ...last, startedAt: new Date(last.startedAt).toISOString() },
    waitsFor: waitsFor && { ...waitsFor, since: new Date(waitsFor.since).toISOString() },
  };
}
