import type { InstanceProgress, NamedPerson, ReportProgressView } from '#contract/views/progress-views';
import { permittedAction, type Subject } from '#domain/people/permissions';
import { PHASES } from '#domain/phase/phase-names';
import type { VersionStatus } from '#domain/version/version-status';
import { requireCycleReport } from '../people/access.queries';
import { REPORT_STATE_SQL } from '../report/report.queries';
import type { Queryable } from '../sql/connection';
import { approvedSql, nameThenSql, openSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { readReportLines } from './cycle-progress.queries';
import { opensOf } from './progress-rows.queries';
import { boundScope, DUE_SQL, instanceStateSql, LAST_TURN_SQL, openedFromSql, PASSED_SQL } from './progress-sql';

interface Row {
  phase: InstanceProgress['phase'];
  instance: string;
  lane: string | null;
  chainId: string;
  state: InstanceProgress['state'];
  reopened: boolean;
  paused: boolean;
  workflowStatus: string | null;
  number: number | null;
  status: VersionStatus | null;
  passed: number;
  due: number;
  turn: InstanceProgress['turn'];
  roles: InstanceProgress['roles'];
  people: NamedPerson[];
  turnSince: Date;
  dueAt: Date | null;
  decisions: number;
  newest: { decision: NonNullable<InstanceProgress['approvalHistory']['newest']>['decision']; by: string; at: string } | null;
}

/**
 * Where a report stands: each phase as one, and each instance that has opened with its workflow and its version told side by side, whose turn
 * it is and what was decided. @throws Refusal `not_found`, also to whoever may see lanes of it alone
 */
export async function readReportProgress(
  db: Queryable,
  subject: Subject,
  request: { report: string; now?: Date | undefined },
): Promise<ReportProgressView> {
  const now = request.now ?? new Date();
  const scope = await requireCycleReport(db, subject, request.report);
  const inCycle = { subject, cycle: scope.cycleId, report: scope.cycleReportId, now };
  const [lines, instances, head] = await Promise.all([
    readReportLines(db, inCycle),
    readInstances(db, inCycle),
    readHead(db, scope.cycleReportId),
  ]);
  const [line] = lines;
  return {
    asOf: now.toISOString(),
    cycleReportId: scope.cycleReportId,
    reportName: scope.reportName,
    cycleId: scope.cycleId,
    cycleName: scope.cycleName,
    ...head,
    workflowProgress: line?.progress ?? 0,
    atLeast: line?.atLeast ?? false,
    cells: line?.cells ?? [],
    remind: permittedAction(subject, 'remind', scope.resource, null),
    instances,
  };
}

async function readHead(db: Queryable, cycleReportId: string): Promise<Pick<ReportProgressView, 'tester' | 'owner' | 'workflowStatus'>> {
  const person = (id: string) =>
    `case when ${id} is not null then jsonb_build_object('id', ${id}, 'name', ${nameThenSql(id, 'now()')}) end`;
  const { rows } = await db.query<Pick<ReportProgressView, 'tester' | 'owner' | 'workflowStatus'>>(
    `select ${person('cr.tester_id')} as tester, ${person('r.owner_id')} as owner, ${REPORT_STATE_SQL} as "workflowStatus"
       from cycle_report cr join report r on r.id = cr.report_id where cr.id = $1`,
    [cycleReportId],
  );
  return rows[0] ?? { tester: null, owner: null, workflowStatus: 'not_started' };
}

async function readInstances(db: Queryable, scope: Parameters<typeof boundScope>[0] & { report: string }): Promise<InstanceProgress[]> {
  const params = new SqlParams();
  const bound = boundScope(scope, params);
  const joins = `join chain ch on ch.id = n.chain_id ${LAST_TURN_SQL}
    left join version o on o.chain_id = n.chain_id and ${openSql('o')} left join version a on a.chain_id = n.chain_id and ${approvedSql('a')}
    left join lateral (select count(*)::int as count, (array_agg(jsonb_build_object('decision', coalesce(c.payload ->> 'decision', 'sign'),
          'by', ${nameThenSql('c.actor_id', 'dr.created_at')}, 'at', dr.created_at) order by c.seq desc))[1] as newest
        from command c join receipt dr on dr.command_id = c.id and dr.outcome = 'applied'
        where c.target_id = n.chain_id and c.target_kind = 'chain' and c.kind = 'decide_version') d on true`;
  const { rows } = await db.query<Row>(
    `select n.phase, n.instance, n.chain_id as "chainId", ${instanceStateSql(bound)} as state, n.reopened, n.paused, n.turn, n.turn_since as "turnSince", n.due_at as "dueAt",
       ${PASSED_SQL} as passed, ${DUE_SQL} as due, t.roles, coalesce(o.number, a.number) as number, coalesce(o.status, a.status) as status,
       array(select jsonb_build_object('id', p, 'name', ${nameThenSql('p', 'now()')}) from unnest(t.people) p) as people,
       (select b.name from lane l join lob b on b.id = l.lob_id where l.id = ch.lane_id) as lane, d.count as decisions, d.newest,
       (select x.status from workflow_executions x where x.workflow_id = ch.workflow_id order by (x.status = 'running') desc, x.started_at desc limit 1) as "workflowStatus"
     ${openedFromSql(bound, joins)} and n.cycle_report_id = ${params.bind(scope.report)}::uuid`,
    params.values,
  );
  return rows.map((row) => instanceOf(row, scope.report)).sort(byPlace);
}

function instanceOf(row: Row, cycleReportId: string): InstanceProgress {
  const { number, status, passed, due, decisions, newest, turnSince, dueAt, ...rest } = row;
  const since = turnSince.toISOString();
  const pending = status === 'pending_approval' ? { people: row.people, roles: row.roles, since } : null;
  return {
    ...rest,
    workflowProgress: passed / due,
    currentVersion: number,
    versionStatus: status,
    pendingApprovals: pending,
    approvalHistory: { count: decisions, newest: newest && { ...newest, at: new Date(newest.at).toISOString() } },
    steps: { passed, due },
    turnSince: since,
    dueAt: dueAt?.toISOString() ?? null,
    opens: opensOf({ cycleReportId, ...row }, number === null || status === null ? null : { number, status }),
  };
}

function byPlace(one: InstanceProgress, other: InstanceProgress): number {
  return PHASES.indexOf(one.phase) - PHASES.indexOf(other.phase) || (one.lane ?? '').localeCompare(other.lane ?? '');
}
