import type { PhaseName } from '#domain/phase/phase-names';
import { AGES } from '#domain/progress/ages';
import { INSTANCE_STATES, type InstanceState } from '#domain/progress/instance-state';
import { type RowsQuery } from './progress-inputs';
import type { BurnUpView, CycleProgressView, FlowProgressView, PeopleProgressView, PersonLoad, WaitingTime } from './views/progress-views';
import { type ReportFilter, WORKS, type WorkTurn } from './views/progress-views';

/**
 * Which rows each number of the pages of progress counts. Pages make their links by these, and a test asks for the rows of every number of
 * a view (`numbersOf…`).
 */

type Filtered = { cycle: { id: string }; filter: ReportFilter };

function inCycle({ cycle, filter }: Filtered): Omit<RowsQuery, 'measure'> {
  return { cycle: cycle.id, find: filter.find, lob: filter.lob, holding: filter.holding, person: filter.person };
}

/** The reports of a view. */
export function reportRows(view: Filtered): RowsQuery {
  return { measure: 'reports', ...inCycle(view) };
}

/** Instances of the whole view, of a report, or of a cell, in one state or all. */
export function instanceRows(view: Filtered, of: { report?: string; phase?: PhaseName; state?: InstanceState } = {}): RowsQuery {
  return { measure: 'instances', ...inCycle(view), ...of };
}

/** Open turns of the whole view, or of a person; `nobody` is where none is named. */
export function turnRows(
  view: Filtered,
  of: { load?: PersonLoad; work?: WorkTurn; shared?: boolean; state?: InstanceState } = {},
): RowsQuery {
  const { load, shared, ...rest } = of;
  return {
    measure: 'turns',
    ...inCycle(view),
    whose: load === undefined ? undefined : (load.person?.id ?? 'nobody'),
    shared: shared ? 'yes' : undefined,
    ...rest,
  };
}

/** The turns of a role in a phase that ended in the window, or those that are open. */
export function waitingRows(view: Filtered & { weeks: string }, { phase, role }: WaitingTime, which: 'ended' | 'open'): RowsQuery {
  if (which === 'open') return { measure: 'turns', ...inCycle(view), phase, role };
  return { measure: 'ended_turns', ...inCycle(view), weeks: view.weeks, phase, role };
}

/** Spells that ended approved in the window: of a phase, of one week, or those in which something was submitted once, or more often. */
export function spellRows(
  view: Filtered & { weeks: string },
  of: { phase?: PhaseName; week?: string; submitted?: 'yes'; reworked?: 'yes' },
): RowsQuery {
  return { measure: 'spells', ...inCycle(view), weeks: view.weeks, ...of };
}

/** The open turns of a role that are of one age. */
export function ageRows(view: Filtered, { role, age }: Pick<RowsQuery, 'role' | 'age'>): RowsQuery {
  return { measure: 'turns', ...inCycle(view), role, age };
}

/** The instances that were known, or approved, when a day ended. */
export function burnUpRows(view: Filtered & Pick<BurnUpView, 'phase'>, measure: 'known_on' | 'approved_on', day: string): RowsQuery {
  return { measure, ...inCycle(view), phase: view.phase ?? undefined, day };
}

/** The link of a number: the page that lists its rows. */
export function rowsHref(query: RowsQuery): string {
  const stated = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return `/progress/rows?${new URLSearchParams(stated).toString()}`;
}

/** A number on a page and the rows that it counts. */
export interface CountedNumber {
  n: number;
  rows: RowsQuery;
}

/** Every number of the heat map. */
export function numbersOfCycle(view: CycleProgressView): CountedNumber[] {
  const states = (counts: CycleProgressView['counts'], of: { report?: string; phase?: PhaseName }) =>
    INSTANCE_STATES.map((state) => ({ n: counts[state] ?? 0, rows: instanceRows(view, { ...of, state }) }));
  return [
    { n: view.reports.length, rows: reportRows(view) },
    { n: view.known, rows: instanceRows(view) },
    ...states(view.counts, {}),
    ...view.reports.flatMap(({ cycleReportId: report, known, counts, cells }) => [
      { n: known, rows: instanceRows(view, { report }) },
      ...states(counts, { report }),
      ...cells.flatMap((cell) => [
        { n: cell.known, rows: instanceRows(view, { report, phase: cell.phase }) },
        ...states(cell.counts, { report, phase: cell.phase }),
      ]),
    ]),
  ];
}

/** Every number of the page of people. */
export function numbersOfPeople(view: PeopleProgressView): CountedNumber[] {
  return [
    { n: view.open, rows: turnRows(view) },
    ...view.people.flatMap((load) => [
      { n: load.open, rows: turnRows(view, { load }) },
      ...WORKS.map((work) => ({ n: load.works[work], rows: turnRows(view, { load, work }) })),
      { n: load.shared, rows: turnRows(view, { load, shared: true }) },
      { n: load.pastDue, rows: turnRows(view, { load, state: 'past_due' }) },
      { n: load.atRisk, rows: turnRows(view, { load, state: 'at_risk' }) },
    ]),
  ];
}

/** Every number of the page of flow that counts rows; medians and means are computed over what these count. */
export function numbersOfFlow(view: FlowProgressView): CountedNumber[] {
  return [
    ...view.waiting.flatMap((line) => [
      { n: line.ended, rows: waitingRows(view, line, 'ended') },
      { n: line.open, rows: waitingRows(view, line, 'open') },
    ]),
    ...view.rework.flatMap(({ phase, spells, reworked }) => [
      { n: spells, rows: spellRows(view, { phase, submitted: 'yes' }) },
      { n: reworked, rows: spellRows(view, { phase, reworked: 'yes' }) },
    ]),
    ...view.throughput.map(({ week, spells }) => ({ n: spells, rows: spellRows(view, { week }) })),
    ...view.ageing.flatMap(({ role, counts }) => AGES.map((age) => ({ n: counts[age], rows: ageRows(view, { role, age }) }))),
  ];
}

/** Every number of a burn-up; its line is computed, and counts nothing. */
export function numbersOfBurnUp(view: BurnUpView): CountedNumber[] {
  return view.days.flatMap(({ day, approved, scope }) => [
    { n: approved, rows: burnUpRows(view, 'approved_on', day) },
    { n: scope, rows: burnUpRows(view, 'known_on', day) },
  ]);
}
