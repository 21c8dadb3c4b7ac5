import { defaultPlan } from '#contract/default-plan';
import { planPhases } from '#contract/plan';
import type { RowsFilter } from '#contract/progress-inputs';
import type { ReportFilter } from '#contract/views/progress-views';
import type { Subject } from '#domain/people/permissions';
import { visibleReportsSql } from '../people/visible-reports';
import type { SqlParams } from '../sql/sql-params';

/** Which reports of which cycle, for whom, at which instant: what every statement of progress begins with. */
export interface ProgressScope extends ReportFilter {
  subject: Subject;
  cycle: string;
  report?: string | undefined;
  now: Date;
}

/** The values of a scope that several parts of a statement name. */
export interface BoundScope {
  cycle: string;
  now: string;
  lob: string | null;
  params: SqlParams;
  /** The instant itself, for what is computed here. */
  at: Date;
}

/** Answers the values of a scope as places of a statement, each of which is bound once. */
export function boundScope(scope: ProgressScope, params: SqlParams): BoundScope {
  const places = new Map<string, string>();
  // Bound where it is first named: PostgreSQL refuses a value that no part of the statement uses.
  const once = (name: string, value: () => string): string => {
    const place = places.get(name) ?? value();
    places.set(name, place);
    return place;
  };
  return {
    get cycle() {
      return once('cycle', () => `${params.bind(scope.cycle)}::uuid`);
    },
    get now() {
      return once('now', () => `${params.bind(scope.now.toISOString())}::timestamptz`);
    },
    get lob() {
      const { lob } = scope;
      return lob === undefined ? null : once('lob', () => params.bind(lob));
    },
    params,
    at: scope.now,
  };
}

/** SQL of `instanceState` (lib/domain/progress) of a row `n` of chain_now; a data test holds the two together. */
export function instanceStateSql({ now }: Pick<BoundScope, 'now'>): string {
  return `case when n.state = 'complete' then 'complete' when n.closed then 'dropped' when n.warn_at is not null and n.due_at < ${now} then 'past_due'
    when n.due_at is not null and n.warn_at <= ${now} then 'at_risk' else n.state end`;
}

/** SQL of `countedSteps` (lib/domain/progress) of a row `n` of chain_now. */
export const DUE_SQL = 'greatest(1, n.steps_due)';
export const PASSED_SQL = `case when n.state = 'complete' then ${DUE_SQL} else least(n.steps_passed, ${DUE_SQL}) end`;

const UNRETIRED = 'l.retired_at is null';
/** What a retired lane leaves is neither known nor finished: it counts nowhere. Few lanes are, so that this costs little a row. */
const NOT_RETIRED_SQL = `not exists (select from lane l where l.cycle_report_id = n.cycle_report_id and l.key = n.instance and l.retired_at is not null)`;

/** SQL of whether what runs in an instance is in the lane that a scope is about, where it is about one. */
export function inLaneSql(instance: string, { lob }: BoundScope): string {
  return lob === null ? 'true' : `(${instance} = '' or ${instance} = ${lob})`;
}

/** FROM and WHERE over the instances `n` (chain_now) of the cycle that count, with what is joined; goes on with "and …". */
export function openedFromSql(bound: BoundScope, joins = ''): string {
  return `from chain_now n ${joins} where n.cycle_id = ${bound.cycle} and ${NOT_RETIRED_SQL} and ${inLaneSql('n.instance', bound)}`;
}

/** The last turn `t` of the chain of `n`, joined. */
export const LAST_TURN_SQL =
  'join lateral (select lt.* from turn lt where lt.chain_id = n.chain_id order by lt.seq desc limit 1) t on true';

/** A CTE `shown`: the reports of the cycle that this person may see and that the filter keeps. */
export function shownSql(scope: ProgressScope, bound: BoundScope): string {
  const { params } = bound;
  const conditions = [`cr.cycle_id = ${bound.cycle}`, visibleReportsSql(scope.subject, params)];
  if (scope.report !== undefined) conditions.push(`cr.id = ${params.bind(scope.report)}::uuid`);
  if (scope.find !== undefined && scope.find !== '') {
    conditions.push(`position(lower(${params.bind(scope.find)}) in lower(concat_ws(' ', r.name, tu.name, ou.name))) > 0`);
  }
  if (bound.lob !== null) {
    conditions.push(`exists (select from lane l where l.cycle_report_id = cr.id and l.key = ${bound.lob} and ${UNRETIRED})`);
  }
  if (scope.holding !== undefined || scope.person !== undefined) conditions.push(holdingSql(scope, bound));
  return `shown as (select cr.id, cr.cycle_id, r.name, tu.name as tester, ou.name as owner, cr.start_input, cr.created_at as added,
      cr.started_at is not null as started, cr.closed_at is not null as closed
    from cycle_report cr join report r on r.id = cr.report_id left join app_user tu on tu.id = cr.tester_id left join app_user ou on ou.id = r.owner_id
    where ${conditions.join(' and ')})`;
}

/** Whether some instance of report `cr` stands so, and, where a person is asked for, it is their turn in it. */
function holdingSql({ holding, person }: ProgressScope, bound: BoundScope): string {
  const conditions = ['n.cycle_report_id = cr.id'];
  if (holding !== undefined) conditions.push(`(${instanceStateSql(bound)}) = ${bound.params.bind(holding)}`);
  if (person !== undefined) {
    const last = 'select lt.people from turn lt where lt.chain_id = n.chain_id order by lt.seq desc limit 1';
    conditions.push(
      `n.turn <> 'none' and not n.closed and exists (select from (${last}) p where ${bound.params.bind(person)}::uuid = any(p.people))`,
    );
  }
  return `exists (select ${openedFromSql(bound)} and ${conditions.join(' and ')})`;
}

/** The plan of reports that were not started: phases, and whether they run in lanes. */
export const DEFAULT_PLAN = planPhases(defaultPlan({})).map(({ node, within }) => ({ phase: node.phase, lanes: within !== null }));

/** SQL of the phases of a report's plan, once for the whole report and in lanes, as two arrays of jsonb, and whether it has none yet. */
export const PLANNED_SQL = {
  whole: `coalesce(jsonb_path_query_array(s.start_input, '$.plan.nodes[*].phase'), '[]')`,
  // Of lines of business, and of the data owners inside them.
  lanes: `(coalesce(jsonb_path_query_array(s.start_input, '$.plan.nodes[*].nodes[*].phase'), '[]')
    || coalesce(jsonb_path_query_array(s.start_input, '$.plan.nodes[*].nodes[*].nodes[*].phase'), '[]'))`,
  none: `(s.start_input -> 'plan') is null`,
} as const;

/** A SELECT of the phases of the plans of `shown`: `id`, `closed`, `phase`, `lanes`. */
function plannedSql(bound: BoundScope): string {
  const plain = bound.params.bind(JSON.stringify(DEFAULT_PLAN));
  return `select s.id, p.phase, p.lanes from shown s cross join lateral (
      select x #>> '{}' as phase, false as lanes from jsonb_array_elements(${PLANNED_SQL.whole}) x where not ${PLANNED_SQL.none}
      union all select x #>> '{}', true from jsonb_array_elements(${PLANNED_SQL.lanes}) x where not ${PLANNED_SQL.none}
      union all select d.phase, d.lanes from jsonb_to_recordset(${plain}::jsonb) d(phase text, lanes boolean) where ${PLANNED_SQL.none}) p`;
}

/**
 * A SELECT of the instances of the plans of `shown` that have not opened: `id`, `phase`, `instance`, and of those in lanes `lob_id`, `opened_at` and
 * `retired_at`. @param lanes `present` leaves out what a lane that was retired would have had
 */
export function unopenedSql(bound: BoundScope, lanes: 'present' | 'all' = 'present'): string {
  const counted = lanes === 'present' ? `${UNRETIRED} and ` : '';
  return `select p.id, p.phase, coalesce(l.key, '') as instance, l.lob_id, l.opened_at, l.retired_at from (${plannedSql(bound)}) p
    left join lane l on p.lanes and l.cycle_report_id = p.id and ${counted}${inLaneSql('l.key', bound)}
    where (not p.lanes or l.id is not null) and not exists (select from chain_now n where n.cycle_id = ${bound.cycle} and n.cycle_report_id = p.id
      and n.phase = p.phase and n.instance = coalesce(l.key, ''))`;
}

/** A CTE `lanes`: how many lanes each report of `shown` has. */
export function lanesSql(bound: BoundScope): string {
  return `lanes as (select l.cycle_report_id, count(*)::int as count from lane l join shown s on s.id = l.cycle_report_id
    where ${UNRETIRED} and ${inLaneSql('l.key', bound)} group by 1)`;
}

/** What of a scope the rows of a number share with the view that shows it. */
export function scopeOf(subject: Subject, filter: RowsFilter, now: Date): ProgressScope {
  const { cycle, report, find, lob, holding, person } = filter;
  return { subject, cycle, report, find, lob, holding, person, now };
}
