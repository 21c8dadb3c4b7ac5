import { ORDERED_PLAN } from '#contract/ordered-plan';
import type { Plan } from '#contract/plan';
import type { CyclesView, CycleTile, CycleView, PhaseTile, ReportView } from '#contract/views/work-views';
import { workflowVersion } from '#contract/workflow-versions';
import { may, permittedAction, type Resource, type Subject } from '#domain/people/permissions';
import { REFUSALS } from '#domain/refusals';
import { cycleReportType } from '#domain/version/workflow-types';
import { defaultVersionInForce, WORKFLOW_TYPE_SQL } from '../chain/default-version.queries';
import { visibleReportsSql } from '../people/visible-reports';
import type { Database, Queryable } from '../sql/connection';
import { activePersonSql, LAST_CLOSED_SQL } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { phaseTiles, planOf, readTileChains } from './phase-tiles.queries';
import { personOf, REPORT_STATE_SQL } from './report.queries';

interface Row {
  cycleId: string;
  cycleReportId: string;
  reportId: string;
  reportName: string;
  testerId: string | null;
  testerName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  dueOn: string | null;
  startInput: { plan?: Plan } | null;
  workflowType: string | null;
  state: ReportView['state'];
}

interface CycleRow {
  id: string;
  name: string;
  startsOn: string;
  endsOn: string;
}

/** The cycles with the reports this person may see, newest first; for those who administer cycles also what can be added. */
export async function readCycles(db: Database, subject: Subject, request: { now?: Date | undefined } = {}): Promise<CyclesView> {
  const now = request.now ?? new Date();
  const managing = may(subject, 'manage_cycles');
  const rows = await readRows(db.pool, subject);
  const [cycles, chains, choices, startsBy] = await Promise.all([
    readCycleRows(db.pool, managing.allowed ? null : [...new Set(rows.map((row) => row.cycleId))]),
    readTileChains(
      db.pool,
      rows.map((row) => row.cycleReportId),
    ),
    managing.allowed ? readChoices(db.pool) : { reports: [], testers: [], owners: [] },
    defaultVersionInForce(db.pool),
  ]);
  const reportOf = (row: Row): CycleView['reports'][number] => {
    const type = cycleReportType(row.workflowType);
    const tiles = phaseTiles(row.cycleReportId, ORDERED_PLAN[type](planOf(row.startInput)), chains, new Map(), now);
    return {
      cycleReportId: row.cycleReportId,
      reportName: row.reportName,
      tester: personOf(row.testerId, row.testerName, 'tester'),
      owner: personOf(row.ownerId, row.ownerName, 'report_owner'),
      dueOn: row.dueOn,
      state: row.state,
      version: row.state === 'not_started' ? null : workflowVersion(type),
      tiles: tiles.map(cycleTile),
      start: permittedAction(subject, 'start', resourceOf(row), startState(row)),
    };
  };
  return {
    cycles: cycles.map((cycle) => ({ ...cycle, reports: rows.filter((row) => row.cycleId === cycle.id).map(reportOf) })),
    ...choices,
    startsBy,
    create: managing.allowed ? { allowed: true, why: null } : { allowed: false, why: managing.why },
  };
}

function cycleTile({ cycleReportId, phase, instance, lane, label, state, schedule, inPlan, turn, since, dueAt }: PhaseTile): CycleTile {
  return { cycleReportId, phase, instance, lane, label, state, schedule, inPlan, turn, since, dueAt };
}

async function readRows(db: Queryable, subject: Subject): Promise<Row[]> {
  const params = new SqlParams();
  const answer = await db.query<Row>(
    `select cr.cycle_id as "cycleId", cr.id as "cycleReportId", r.id as "reportId", r.name as "reportName", cr.tester_id as "testerId", tu.name as "testerName",
            r.owner_id as "ownerId", ou.name as "ownerName", cr.due_on::text as "dueOn", cr.start_input as "startInput", ${WORKFLOW_TYPE_SQL} as "workflowType", ${REPORT_STATE_SQL} as state
       from cycle_report cr join report r on r.id = cr.report_id
       left join app_user tu on tu.id = cr.tester_id left join app_user ou on ou.id = r.owner_id
      where ${visibleReportsSql(subject, params)} order by r.name, cr.id`,
    params.values,
  );
  return answer.rows;
}

async function readCycleRows(db: Queryable, ids: string[] | null): Promise<CycleRow[]> {
  const answer = await db.query<CycleRow>(
    `select id, name, starts_on::text as "startsOn", ends_on::text as "endsOn" from test_cycle
      where $1::uuid[] is null or id = any($1::uuid[]) order by starts_on desc, name`,
    [ids],
  );
  return answer.rows;
}

async function readChoices(db: Queryable): Promise<Pick<CyclesView, 'reports' | 'testers' | 'owners'>> {
  const [reports, testers, owners] = await Promise.all([
    db.query<CyclesView['reports'][number]>(
      `select r.id, r.name, u.name as owner,
              (select jsonb_build_object('cycleReportId', last.id, 'cycleName', last.cycle) from (${LAST_CLOSED_SQL}) last where last.report_id = r.id) as "lastClosed"
         from report r left join app_user u on u.id = r.owner_id order by r.name`,
    ),
    readHolders(db, 'tester'),
    readHolders(db, 'report_owner'),
  ]);
  return { reports: reports.rows, testers, owners };
}

async function readHolders(db: Queryable, role: 'tester' | 'report_owner'): Promise<{ id: string; name: string }[]> {
  const answer = await db.query<{ id: string; name: string }>(
    `select u.id, u.name from app_user u where ${activePersonSql('u')}
        and exists (select 1 from role_assignment ra where ra.user_id = u.id and ra.role = $1::"Role" and (ra.until is null or ra.until > now()))
      order by u.name, u.id`,
    [role],
  );
  return answer.rows;
}

function resourceOf(row: Row): Resource {
  return {
    cycleReportId: row.cycleReportId,
    reportId: row.reportId,
    testerId: row.testerId,
    ownerId: row.ownerId,
    closed: row.state === 'closed',
  };
}

function startState(row: Row): string | null {
  if (row.state !== 'not_started') return REFUSALS.already_started;
  return row.testerId !== null && row.ownerId !== null && row.dueOn !== null ? null : REFUSALS.report_not_ready;
}
