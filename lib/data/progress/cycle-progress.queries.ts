import type { CycleProgressView, ReportFilter, ReportLine } from '#contract/views/progress-views';
import type { Subject } from '#domain/people/permissions';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { countAll, INSTANCE_STATES, sumCounts, worstState } from '#domain/progress/instance-state';
import { cycleProgress, isDropped, reportProgress } from '#domain/progress/workflow-progress';
import type { Queryable } from '../sql/connection';
import { SqlParams } from '../sql/sql-params';
import { type CountedInstances, cellsOf, type PlannedPhases } from './cells';
import {
  boundScope,
  DEFAULT_PLAN,
  DUE_SQL,
  instanceStateSql,
  lanesSql,
  openedFromSql,
  PASSED_SQL,
  PLANNED_SQL,
  type ProgressScope,
  shownSql,
} from './progress-sql';
import { requireProgressCycle } from './require-cycle.queries';

/** What the statement answers of a report. */
interface Row {
  id: string;
  name: string;
  tester: string | null;
  owner: string | null;
  started: boolean;
  closed: boolean;
  unplanned: boolean;
  whole: PhaseName[];
  inLanes: PhaseName[];
  lanes: number | null;
  /** A group for each phase and state; null where none has opened. */
  counted: string | null;
}

/**
 * Where a cycle stands: its reports, worst first, and each phase of each with all its instances as one. @throws Refusal `not_found`
 */
export async function readCycleProgress(
  db: Queryable,
  subject: Subject,
  request: { cycle: string; filter?: ReportFilter; now?: Date | undefined },
): Promise<CycleProgressView> {
  const now = request.now ?? new Date();
  const filter = request.filter ?? {};
  const [cycle, lines, lobs] = await Promise.all([
    requireProgressCycle(db, subject, request.cycle),
    readReportLines(db, { ...filter, subject, cycle: request.cycle, now }),
    readLobs(db, { subject, cycle: request.cycle, now }),
  ]);
  const counts = sumCounts(lines.map((line) => line.counts));
  return {
    asOf: now.toISOString(),
    cycle,
    filter,
    phases: PHASES,
    unplanned: PHASES.filter((phase) => lines.every(({ cells }) => !cells.some((cell) => cell.phase === phase && cell.planned))),
    lobs,
    reports: lines,
    known: countAll(counts),
    counts,
    progress: cycleProgress(lines),
  };
}

/**
 * The reports of a scope, worst first. One statement, which reads chain_now once; the groups of a report come as one text, because
 * PostgreSQL takes longer to write JSON of them than to count them.
 */
export async function readReportLines(db: Queryable, scope: ProgressScope): Promise<ReportLine[]> {
  const params = new SqlParams();
  const bound = boundScope(scope, params);
  const one = scope.report === undefined ? 'true' : `n.cycle_report_id = ${params.bind(scope.report)}::uuid`;
  const { rows } = await db.query<Row>(
    `with ${shownSql(scope, bound)}, ${lanesSql(bound)},
     counted as (
       select cycle_report_id, string_agg(concat_ws(',', phase, state, count, passed, due, since, coalesce(due_at::text, '')), ';') as cells from (
         select n.cycle_report_id, n.phase, ${instanceStateSql(bound)} as state, count(*)::int as count, sum(${PASSED_SQL})::int as passed,
           sum(${DUE_SQL})::int as due, min(n.turn_since) as since, min(n.due_at) as due_at
         ${openedFromSql(bound)} and ${one} group by 1, 2, 3) g group by 1)
     select s.id, s.name, s.tester, s.owner, s.started, s.closed, ${PLANNED_SQL.none} as unplanned, ${PLANNED_SQL.whole} as whole,
       ${PLANNED_SQL.lanes} as "inLanes", lanes.count as lanes, counted.cells as counted
     from shown s left join lanes on lanes.cycle_report_id = s.id left join counted on counted.cycle_report_id = s.id`,
    params.values,
  );
  return rows.map(lineOf).sort(byUrgency);
}

function lineOf(row: Row): ReportLine {
  const cells = cellsOf(plannedOf(row), groupsIn(row.counted));
  const counts = sumCounts(cells.map((cell) => cell.counts));
  return {
    cycleReportId: row.id,
    reportName: row.name,
    tester: row.tester,
    owner: row.owner,
    state: row.closed ? 'closed' : row.started ? 'running' : 'not_started',
    cells,
    known: countAll(counts),
    counts,
    ...reportProgress(cells.filter(({ planned }) => planned)),
    dropped: isDropped({ closed: row.closed, counts }),
    worst: worstState(counts),
  };
}

function groupsIn(counted: string | null): CountedInstances[] {
  if (counted === null) return [];
  return counted.split(';').map((group) => {
    const [phase, state, count, passed, due, since, dueAt] = group.split(',');
    return {
      phase: phase as PhaseName,
      state: state as CountedInstances['state'],
      ...{ count: Number(count), passed: Number(passed), due: Number(due) },
      since: since || null,
      dueAt: dueAt || null,
    };
  });
}

function plannedOf({ unplanned, whole, inLanes, lanes }: Row): PlannedPhases {
  if (!unplanned) return { whole, inLanes, lanes: lanes ?? 0 };
  const phases = (inside: boolean) => DEFAULT_PLAN.filter((one) => one.lanes === inside).map(({ phase }) => phase);
  return { whole: phases(false), inLanes: phases(true), lanes: lanes ?? 0 };
}

/** Past due first, the longest past due before the others; then at risk, the nearest due first; then as states go, undated last. */
function byUrgency(one: ReportLine, other: ReportLine): number {
  const rank = (line: ReportLine) => INSTANCE_STATES.indexOf(line.worst);
  return rank(one) - rank(other) || firstDue(one).localeCompare(firstDue(other)) || one.reportName.localeCompare(other.reportName) || 0;
}

function firstDue({ cells, worst }: ReportLine): string {
  const dues = cells.flatMap(({ state, dueAt }) => (state === worst && dueAt !== null ? [dueAt] : []));
  return dues.sort()[0] ?? '9999';
}

async function readLobs(db: Queryable, scope: ProgressScope): Promise<{ key: string; name: string }[]> {
  const params = new SqlParams();
  const { rows } = await db.query<{ key: string; name: string }>(
    `with ${shownSql(scope, boundScope(scope, params))}
     select distinct l.key, b.name from shown s join lane l on l.cycle_report_id = s.id and l.retired_at is null join lob b on b.id = l.lob_id order by 2, 1`,
    params.values,
  );
  return rows;
}
