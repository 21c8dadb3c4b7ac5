import { type RowsFilter } from '#contract/progress-inputs';
import { type Age, type AgeBounds, ageBounds } from '#domain/progress/ages';
import { lastWeeks } from '#domain/progress/iso-week';
import { DEFAULT_CALENDAR } from '#domain/time/calendar';
import { datePlusDays, instantAt } from '#domain/time/zoned';
import { everApprovedSql, isSomebodysTurnSql } from '../sql/fragments';
import type { SqlParams } from '../sql/sql-params';
import { type BoundScope, DUE_SQL, instanceStateSql, LAST_TURN_SQL, openedFromSql, PASSED_SQL, unopenedSql } from './progress-sql';

/** What narrows the rows of a measure beyond the scope; a number is counted over the same statement that its rows are read from. */
export type MeasureFilter = Partial<
  Pick<RowsFilter, 'phase' | 'state' | 'whose' | 'work' | 'shared' | 'role' | 'age' | 'weeks' | 'week' | 'day' | 'submitted' | 'reworked'>
>;

/** Every measure answers these columns, so that one statement can list any of them. */
const NOTHING = {
  chain_id: 'null::uuid',
  state: 'null::text',
  turn: 'null::text',
  roles: `'{}'::text[]`,
  people: `'{}'::uuid[]`,
  version_id: 'null::uuid',
  since: 'null::timestamptz',
  until: 'null::timestamptz',
  minutes: 'null::int',
  due_at: 'null::timestamptz',
  passed: 'null::int',
  due: 'null::int',
  submissions: 'null::int',
  sort: `'infinity'::timestamptz`,
} as const;
type Columns = { id: string; report: string; phase: string; instance: string } & Partial<Record<keyof typeof NOTHING, string>>;

/** The columns of a measure, those that it does not say as nothing. */
export function columnsSql({ id, report, phase, instance, ...rest }: Columns): string {
  const all = Object.entries({ ...NOTHING, ...rest }).map(([name, sql]) => `${sql} as ${name}`);
  return [`${id} as id`, `${report} as cycle_report_id`, `${phase} as phase`, `${instance} as instance`, ...all].join(', ');
}

const OF_N = { report: 'n.cycle_report_id', phase: 'n.phase', instance: 'n.instance', chain_id: 'n.chain_id' };

/** SQL of the reports themselves. */
export function reportsSql(): string {
  return `select ${columnsSql({ id: 's.id::text', report: 's.id', phase: 'null::text', instance: `''` })} from shown s`;
}

/** SQL of the known instances, those that have not opened with them. */
export function instancesSql(filter: MeasureFilter, bound: BoundScope): string {
  const opened = `select ${columnsSql({
    ...OF_N,
    id: `n.cycle_report_id || '/' || n.phase || '/' || n.instance`,
    state: instanceStateSql(bound),
    turn: 'n.turn',
    since: 'n.turn_since',
    due_at: 'n.due_at',
    passed: PASSED_SQL,
    due: DUE_SQL,
    sort: `case when n.closed or n.state = 'complete' then 'infinity' else coalesce(n.due_at, 'infinity') end`,
  })} ${openedFromSql(bound)} and n.cycle_report_id in (select s.id from shown s) and ${phaseSql('n.phase', filter, bound.params)}`;
  const unopened = `select ${columnsSql({
    id: `u.id || '/' || u.phase || '/' || u.instance`,
    report: 'u.id',
    phase: 'u.phase',
    instance: 'u.instance',
    state: `'not_started'`,
  })} from (${unopenedSql(bound)}) u where ${phaseSql('u.phase', filter, bound.params)}`;
  const all = `select * from (${opened} union all ${unopened}) i`;
  return filter.state === undefined ? all : `${all} where i.state = ${bound.params.bind(filter.state)}`;
}

/** SQL of the turns that somebody has, or that nobody is named for. */
export function openTurnsSql(filter: MeasureFilter, bound: BoundScope): string {
  const { params } = bound;
  const conditions = [
    'not n.closed',
    isSomebodysTurnSql('n'),
    'n.cycle_report_id in (select s.id from shown s)',
    phaseSql('n.phase', filter, params),
    ...(filter.state === undefined ? [] : [`(${instanceStateSql(bound)}) = ${params.bind(filter.state)}`]),
    ...(filter.work === undefined ? [] : [`n.turn = ${params.bind(filter.work)}`]),
    ...(filter.whose === undefined ? [] : [whoseSql(filter.whose, params)]),
    ...(filter.shared === true ? ['cardinality(t.people) > 1'] : []),
    ...(filter.role === undefined ? [] : [`${params.bind(filter.role)} = any(t.roles)`]),
    ...(filter.age === undefined ? [] : [isOfAgeSql(filter.age, bound)]),
  ];
  return `select ${columnsSql({
    ...OF_N,
    id: `n.chain_id || ':' || t.seq`,
    state: instanceStateSql(bound),
    turn: 'n.turn',
    roles: 't.roles',
    people: 't.people',
    version_id: 't.version_id',
    since: 'n.turn_since',
    due_at: 'n.due_at',
    passed: PASSED_SQL,
    due: DUE_SQL,
    sort: 'n.turn_since',
  })} ${openedFromSql(bound, LAST_TURN_SQL)} and ${conditions.join(' and ')}`;
}

/** SQL of the turns of people that ended in the window. */
export function endedTurnsSql(filter: MeasureFilter, bound: BoundScope): string {
  const { params } = bound;
  const conditions = [
    isSomebodysTurnSql('t'),
    'e.ended_business_minutes is not null',
    `e.at >= ${windowStart(filter, bound)}`,
    'n.cycle_report_id in (select s.id from shown s)',
    phaseSql('n.phase', filter, params),
    ...(filter.role === undefined ? [] : [`${params.bind(filter.role)} = any(t.roles)`]),
  ];
  const turns = 'join turn t on t.chain_id = n.chain_id join turn e on e.chain_id = t.chain_id and e.seq = t.seq + 1';
  return `select ${columnsSql({
    ...OF_N,
    id: `n.chain_id || ':' || t.seq`,
    turn: 't.turn',
    roles: 't.roles',
    people: 't.people',
    version_id: 't.version_id',
    since: 't.at',
    until: 'e.at',
    minutes: 'e.ended_business_minutes',
    sort: 'e.at',
  })} ${openedFromSql(bound, turns)} and ${conditions.join(' and ')}`;
}

/** SQL of whether a spell ends approved with turn `t`, of version `v`: nobody has it any more, and not because the report was closed. */
export const ENDS_APPROVED_SQL = `(t.turn = 'none' and ${everApprovedSql('v')} and t.cause <> 'close_report')`;

/** SQL of the spells that ended approved in the window: from the first turn of each to the one in which nobody had it any more. */
export function spellsSql(filter: MeasureFilter, bound: BoundScope): string {
  const { params } = bound;
  const spells = `select t.chain_id, t.spell, min(t.at) as since, count(distinct v.id) filter (where v.submitted_at is not null)::int as submissions,
      min(t.at) filter (where ${ENDS_APPROVED_SQL}) as until,
      (array_agg(t.version_id order by t.seq) filter (where t.turn = 'none'))[1] as version_id
    from turn t left join version v on v.id = t.version_id where t.chain_id = n.chain_id group by t.chain_id, t.spell`;
  const conditions = [
    `p.until >= ${windowStart(filter, bound)}`,
    'n.cycle_report_id in (select s.id from shown s)',
    phaseSql('n.phase', filter, params),
    ...(filter.week === undefined ? [] : [weekSql(filter.week, params)]),
    ...(filter.submitted === true ? ['p.submissions > 0'] : []),
    ...(filter.reworked === true ? ['p.submissions > 1'] : []),
  ];
  return `select ${columnsSql({
    ...OF_N,
    id: `n.chain_id || '#' || p.spell`,
    version_id: 'p.version_id',
    since: 'p.since',
    until: 'p.until',
    submissions: 'p.submissions',
    sort: 'p.until',
  })} ${openedFromSql(bound, `join lateral (${spells}) p on true`)} and ${conditions.join(' and ')}`;
}

/** SQL of whether a row is of the phase that a filter is about, where it is about one. */
export function phaseSql(column: string, { phase }: MeasureFilter, params: SqlParams): string {
  return phase === undefined ? 'true' : `${column} = ${params.bind(phase)}`;
}

function whoseSql(whose: string, params: SqlParams): string {
  return whose === 'nobody' ? 'cardinality(t.people) = 0' : `${params.bind(whose)}::uuid = any(t.people)`;
}

/** SQL of whether a turn is of an age (`ageBounds` of lib/domain/progress); `since` is the column in which it began. */
export function ageSql({ from, before }: Pick<AgeBounds, 'from' | 'before'>, params: SqlParams, since: 'n.turn_since' | 'm.since'): string {
  const place = (instant: Date) => `${params.bind(instant.toISOString())}::timestamptz`;
  return `(${from === null ? 'true' : `${since} >= ${place(from)}`} and ${before === null ? 'true' : `${since} < ${place(before)}`})`;
}

function isOfAgeSql(age: Age, { params, at }: BoundScope): string {
  const bounds = ageBounds(DEFAULT_CALENDAR, at).find((one) => one.age === age);
  return bounds === undefined ? 'false' : ageSql(bounds, params, 'n.turn_since');
}

/** The Mondays of the weeks of a window, oldest first. */
export function mondaysOf({ weeks }: MeasureFilter, at: Date): string[] {
  return lastWeeks(at, Number(weeks ?? 13), DEFAULT_CALENDAR.timeZone);
}

/** The instant at which the week of a Monday begins in the calendar's zone. */
function mondayInstant(monday: string): Date {
  return new Date(instantAt(monday, 0, DEFAULT_CALENDAR.timeZone, 'first'));
}

function windowStart(filter: MeasureFilter, { params, at }: BoundScope): string {
  const [first] = mondaysOf(filter, at);
  return `${params.bind(mondayInstant(first ?? '1970-01-01').toISOString())}::timestamptz`;
}

function weekSql(monday: string, params: SqlParams): string {
  const [from, to] = [monday, datePlusDays(monday, 7)].map((day) => `${params.bind(mondayInstant(day).toISOString())}::timestamptz`);
  return `(p.until >= ${from} and p.until < ${to})`;
}
