import { z } from 'zod';
import type { RunLine, RunView, TransitionView } from '#contract/views/tracking-views';
import { isId } from '#domain/id';
import type { Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import { Refusal } from '#domain/refusals';
import { failureReason } from '#domain/tracking/failure-words';
import { type AttemptStatus, type StepKind, type TransitionKind, transitionWords } from '#domain/tracking/process-words';
import { cycleReportType, versionNumberOf } from '#domain/version/workflow-types';
import { visibleReportsSql } from '../people/visible-reports';
import type { Queryable } from '../sql/connection';
import { decodeCursor, encodeCursor, PLACE } from '../sql/cursor';
import { isSomebodysTurnSql, nameThenSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { RUNS_FROM_SQL, requireSeeingRuns, troubledSql } from './run-sql';
import { RUN_COLUMNS_SQL, type RunSqlRow, runRow } from './runs.queries';
import { type TemporalPages, temporalRunUrl } from './temporal-links';

export interface RunRequest {
  id: string;
  temporal: TemporalPages | null;
  after?: string | undefined;
  limit?: number;
}

interface HeadRow extends RunSqlRow {
  workflowId: string;
  runId: string;
  chainId: string | null;
  processType: string | null;
  number: number;
  of: number;
  before: string | null;
  after: string | null;
  archivedEvents: number;
}

interface LineRow {
  line: 'step' | 'wait';
  id: string;
  at: Date;
  place: string;
  endedAt: Date | null;
  kind: StepKind | null;
  name: string | null;
  status: AttemptStatus | null;
  attempt: number | null;
  error: string | null;
  slow: boolean;
  attempts: { attempt: number; status: AttemptStatus; startedAt: string; endedAt: string | null; error: string | null }[] | null;
  people: string[] | null;
  roles: Role[] | null;
}

const DEFAULT_LIMIT = 200;
const AFTER = z.tuple([PLACE.instant, PLACE.text]);

/**
 * A run of a workflow with a page of its steps, newest first, and between them whom it waited for. @throws Refusal `not_found` where it does
 * not exist or belongs to a report that may not be seen, and for whoever does not look after processes
 */
export async function readRun(db: Queryable, subject: Subject, request: RunRequest): Promise<RunView> {
  requireSeeingRuns(subject);
  const head = await readHead(db, subject, request.id);
  const { limit = DEFAULT_LIMIT } = request;
  const [lines, transitions] = await Promise.all([readLines(db, head, request, limit + 1), readTransitions(db, head.id)]);
  const page = lines.slice(0, limit);
  const last = page.at(-1);
  const { workflowId, runId, chainId: _, processType, number, of, before, after, archivedEvents, ...row } = head;
  return {
    ...runRow(row),
    number,
    of,
    before,
    after,
    processVersion: versionNumberOf(cycleReportType(processType)),
    archivedEvents,
    temporalUrl: temporalRunUrl(request.temporal, workflowId, runId),
    asOf: new Date().toISOString(),
    transitions,
    lines: page.map(lineOf),
    next: lines.length > limit && last ? encodeCursor([last.place, last.id]) : null,
  };
}

async function readHead(db: Queryable, subject: Subject, id: string): Promise<HeadRow> {
  if (!isId(id)) throw new Refusal('not_found');
  const params = new SqlParams();
  const troubled = troubledSql(params);
  const beside = (order: 'asc' | 'desc') =>
    `(select o.id from workflow_executions o where o.workflow_id = e.workflow_id and (o.started_at, o.id) ${order === 'asc' ? '>' : '<'} (e.started_at, e.id)
       order by o.started_at ${order}, o.id ${order} limit 1)`;
  const { rows } = await db.query<HeadRow>(
    `with ${troubled} select ${RUN_COLUMNS_SQL}, e.workflow_id as "workflowId", e.run_id as "runId", ch.id as "chainId", cr.workflow_type as "processType",
       (select count(*)::int from workflow_executions o where o.workflow_id = e.workflow_id and (o.started_at, o.id) <= (e.started_at, e.id)) as number,
       (select count(*)::int from workflow_executions o where o.workflow_id = e.workflow_id) as of, ${beside('desc')} as before, ${beside('asc')} as after,
       coalesce((select max(h.last_event_id) from history_segment h where h.workflow_id = e.workflow_id and h.run_id = e.run_id), 0)::int as "archivedEvents"
     from ${RUNS_FROM_SQL} where e.id = ${params.bind(id)}::uuid and ${visibleReportsSql(subject, params)}`,
    params.values,
  );
  const [row] = rows;
  if (!row) throw new Refusal('not_found');
  return row;
}

/** Steps of the run, and turns of people on its chain that touch the time in which it ran. */
async function readLines(db: Queryable, head: HeadRow, request: RunRequest, limit: number): Promise<LineRow[]> {
  const place = decodeCursor(request.after, AFTER);
  const params = new SqlParams();
  const troubled = troubledSql(params);
  const [run, chain] = [`${params.bind(head.id)}::uuid`, `${params.bind(head.chainId)}::uuid`];
  const [from, to] = [`${params.bind(head.startedAt)}::timestamptz`, `coalesce(${params.bind(head.closedAt)}::timestamptz, 'infinity')`];
  const before = place === null ? 'true' : `(x.at, x.id) < (${params.bind(place[0])}::timestamptz, ${params.bind(place[1])})`;
  const { rows } = await db.query<LineRow>(
    `with ${troubled}, x as (
       select 'step' as line, s.id as step, s.id::text as id, s.started_at as at, s.ended_at as "endedAt", s.kind, s.name, s.status, s.attempt, s.error,
         s.id in (select slow.id from slow) as slow, null::uuid[] as people, null::text[] as roles
       from workflow_steps s where s.execution_id = ${run}
       union all
       select 'wait', null, t.seq::text, t.at, t.until, null, null, null, null, null, false, t.people, t.roles
       from (select w.*, lead(w.at) over (order by w.seq) as until from turn w where w.chain_id = ${chain}) t
       where ${isSomebodysTurnSql('t')} and t.at < ${to} and coalesce(t.until, 'infinity') > ${from}
     )
     select x.line, x.id, x.at, x.at::text as place, x."endedAt", x.kind, x.name, x.status, x.attempt, x.error, x.slow, x.roles,
       (select jsonb_agg(jsonb_build_object('attempt', a.attempt, 'status', a.status, 'startedAt', a.started_at, 'endedAt', a.ended_at, 'error', a.error) order by a.attempt)
          from workflow_step_attempts a where a.step_id = x.step) as attempts,
       array(select ${nameThenSql('p', 'x.at')} from unnest(x.people) p) as people
     from x where ${before} order by x.at desc, x.id desc limit ${params.bind(limit)}`,
    params.values,
  );
  return rows;
}

async function readTransitions(db: Queryable, executionId: string): Promise<TransitionView[]> {
  const { rows } = await db.query<{ at: Date; kind: TransitionKind; from: string; to: string; result: string | null }>(
    `select at, kind, from_step as "from", to_step as "to", result from workflow_transitions where execution_id = $1 order by id desc limit 500`,
    [executionId],
  );
  return rows.map(({ at, ...transition }) => ({ at: at.toISOString(), kind: transition.kind, sentence: transitionWords(transition) }));
}

function lineOf(row: LineRow): RunLine {
  const { id, at, endedAt } = row;
  const span = { id, startedAt: at.toISOString(), endedAt: endedAt?.toISOString() ?? null };
  if (row.line === 'wait') return { line: 'wait', ...span, people: row.people ?? [], roles: row.roles ?? [] };
  const { kind, name, status, attempt, error, slow } = row;
  if (kind === null || name === null || status === null || attempt === null) throw new Error(`step ${id} is not whole`);
  return {
    line: 'step',
    ...span,
    kind,
    name,
    status,
    attempt,
    slow,
    reason: failureReason(status, error),
    attempts: (row.attempts ?? []).map(({ error: left, ...one }) => ({
      ...one,
      startedAt: new Date(one.startedAt).toISOString(),
      endedAt: one.endedAt === null ? null : new Date(one.endedAt).toISOString(),
      reason: failureReason(one.status, left),
    })),
  };
}
