import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressRowsQuery } from '#contract/progress-inputs';
import { type CountedNumber, numbersOfCycle, numbersOfFlow, numbersOfPeople } from '#contract/progress-numbers';
import type { ProgressRow } from '#contract/views/progress-views';
import { type ReportFilter } from '#contract/views/progress-views';
import type { Subject } from '#domain/people/permissions';
import { AGES } from '#domain/progress/ages';
import { INSTANCE_STATES, instanceState } from '#domain/progress/instance-state';
import { businessTimeBetween } from '#domain/time/business-time';
import { BUSINESS_HOURS_A_DAY, DEFAULT_CALENDAR } from '#domain/time/calendar';
import type { PhaseState } from '#domain/time/progress';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { amongForgedRows } from '../../../test/support/record-rows';
import { makeProgressWorld, type ProgressWorld } from '../../../test/support/world/progress-world';
import { readCycleProgress } from './cycle-progress.queries';
import { readFlowProgress } from './flow-progress.queries';
import { readPeopleProgress } from './people-progress.queries';
import { readProgressRows } from './progress-rows.queries';
import { readReportProgress } from './report-progress.queries';

let database: TestDatabase;
let world: ProgressWorld;
beforeAll(async () => {
  database = await testDatabase();
  world = await amongForgedRows(() => makeProgressWorld(database, 12));
});
afterAll(() => database?.drop());

/** All rows of a number, page after page. */
async function rowsOf(subject: Subject, { rows: query }: CountedNumber, limit = 500): Promise<ProgressRow[]> {
  const { after: _, ...filter } = progressRowsQuery.parse(query);
  const rows: ProgressRow[] = [];
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const page = await readProgressRows(database.db.pool, subject, { ...filter, limit, after: after ?? undefined, now: world.now });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

async function allNumbers(subject: Subject, filter: ReportFilter): Promise<CountedNumber[]> {
  const { pool } = database.db;
  const request = { cycle: world.cycleId, filter, now: world.now };
  const [cycle, people, flow] = await Promise.all([
    readCycleProgress(pool, subject, request),
    readPeopleProgress(pool, subject, request),
    readFlowProgress(pool, subject, { ...request, weeks: '13' }),
  ]);
  return [...numbersOfCycle(cycle), ...numbersOfPeople(people), ...numbersOfFlow(flow)];
}

describe('every number', () => {
  const filters = async (): Promise<ReportFilter[]> => [
    {},
    { find: 'tara' },
    { lob: 'Retail' },
    { holding: 'past_due' },
    { person: await somebodyWithATurn() },
  ];

  /** In a random cycle it is one person's turn or another's; whose, the cycle says. */
  async function somebodyWithATurn(): Promise<string> {
    const open = await rowsOf(world.executive, { n: 0, rows: { measure: 'turns', cycle: world.cycleId } });
    return open.flatMap(({ people }) => people)[0]?.id ?? expect.unreachable('it is nobody’s turn');
  }

  it.each([0, 1, 2, 3, 4])('is the number of the rows that its link lists (filter %i)', async (index) => {
    const filter = (await filters())[index] ?? expect.unreachable();
    const numbers = await allNumbers(world.executive, filter);
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers.some(({ n }) => n > 0)).toBe(true);
    // What is 0 is asked for in samples: it is most of them.
    const asked = numbers.filter(({ n }, at) => n > 0 || at % 9 === 0);
    for (const number of asked) {
      const rows = await rowsOf(world.executive, number);
      expect([rows.length, number.rows]).toEqual([number.n, number.rows]);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
  });

  it('is of what its reader may see: an owner counts their own reports', async () => {
    const [mine] = await allNumbers(world.owner, {});
    const [all] = await allNumbers(world.executive, {});
    const owned = await database.db.prisma.cycleReport.count({
      where: { cycleId: world.cycleId, report: { ownerId: world.owner.userId } },
    });
    expect([mine?.n, all?.n]).toEqual([owned, 12]);
    for (const number of (await allNumbers(world.owner, {})).filter(({ n }) => n > 0).slice(0, 40)) {
      expect((await rowsOf(world.owner, number)).length).toBe(number.n);
    }
  });

  it('is listed by pages without a row twice or left out', async () => {
    const number = { n: 0, rows: { measure: 'instances' as const, cycle: world.cycleId } };
    expect((await rowsOf(world.executive, number, 7)).map(({ id }) => id)).toEqual(
      (await rowsOf(world.executive, number)).map(({ id }) => id),
    );
  });
});

describe('every row', () => {
  it('is counted in the cell of its phase and state, and in no other', async () => {
    const view = await readCycleProgress(database.db.pool, world.executive, { cycle: world.cycleId, now: world.now });
    const rows = await rowsOf(world.executive, { n: 0, rows: { measure: 'instances', cycle: world.cycleId } });
    const told = (report: string, phase: string, state: string) =>
      rows.filter((row) => row.cycleReportId === report && row.phase === phase && row.state === state).length;
    for (const { cycleReportId, cells } of view.reports) {
      for (const cell of cells) {
        const counts = INSTANCE_STATES.map((state) => [state, cell.counts[state] ?? 0]);
        expect(counts).toEqual(INSTANCE_STATES.map((state) => [state, told(cycleReportId, cell.phase, state)]));
      }
    }
  });

  it('stands in the state that the rule gives it', async () => {
    const rows = await rowsOf(world.executive, { n: 0, rows: { measure: 'instances', cycle: world.cycleId } });
    const stored = await database.db.prisma.chainNow.findMany({ where: { cycleId: world.cycleId } });
    for (const row of rows.filter(({ state }) => state !== 'not_started')) {
      const now = stored.find((one) => one.cycleReportId === row.cycleReportId && one.phase === row.phase && one.instance === row.instance);
      expect(row.state).toBe(instanceState(now === undefined ? null : { ...now, state: now.state as PhaseState }, world.now));
    }
    const retired = await database.db.prisma.lane.findMany({ where: { retiredAt: { not: null } } });
    expect(rows.some((row) => retired.some((lane) => lane.cycleReportId === row.cycleReportId && lane.key === row.instance))).toBe(false);
  });

  it('of an open turn is of its age, and of its person', async () => {
    const { pool } = database.db;
    const flow = await readFlowProgress(pool, world.executive, { cycle: world.cycleId, weeks: '13', now: world.now });
    const people = await readPeopleProgress(pool, world.executive, { cycle: world.cycleId, now: world.now });
    const rows = await rowsOf(world.executive, { n: 0, rows: { measure: 'turns', cycle: world.cycleId } });
    const ageOf = ({ since }: ProgressRow) => {
      const days = businessTimeBetween(DEFAULT_CALENDAR, new Date(since ?? ''), world.now) / (BUSINESS_HOURS_A_DAY * 3_600_000);
      return AGES.find((age) => age === 'more' || days <= Number(age));
    };
    for (const { role, counts } of flow.ageing) {
      for (const age of AGES) expect(counts[age]).toBe(rows.filter((row) => row.roles.includes(role) && ageOf(row) === age).length);
    }
    for (const { person, open } of people.people) {
      const his = rows.filter((row) => (person === null ? row.people.length === 0 : row.people.some(({ id }) => id === person.id)));
      expect(open).toBe(his.length);
    }
  });

  it('of a turn that ended gives its minutes to the median and the ninth decile of its phase and role', async () => {
    const flow = await readFlowProgress(database.db.pool, world.executive, { cycle: world.cycleId, weeks: '13', now: world.now });
    const rows = await rowsOf(world.executive, { n: 0, rows: { measure: 'ended_turns', cycle: world.cycleId, weeks: '13' } });
    for (const { phase, role, ended, medianMinutes, p90Minutes } of flow.waiting) {
      const minutes = rows.filter((row) => row.phase === phase && row.roles.includes(role)).map((row) => row.businessMinutes ?? 0);
      expect(minutes.length).toBe(ended);
      if (ended > 0) expect([medianMinutes, p90Minutes]).toEqual([quantile(minutes, 0.5), quantile(minutes, 0.9)]);
    }
    expect(flow.rework.reduce((sum, { spells }) => sum + spells, 0)).toBeGreaterThan(0);
  });
});

it('a report tells the same cells as its cycle, and its instances are the rows that have opened', async () => {
  const { pool } = database.db;
  const cycle = await readCycleProgress(pool, world.executive, { cycle: world.cycleId, now: world.now });
  for (const line of cycle.reports) {
    const view = await readReportProgress(pool, world.executive, { report: line.cycleReportId, now: world.now });
    expect(view.cells).toEqual(line.cells);
    expect([view.workflowProgress, view.atLeast]).toEqual([line.progress, line.atLeast]);
    const rows = await rowsOf(world.executive, { n: 0, rows: { measure: 'instances', cycle: world.cycleId, report: line.cycleReportId } });
    const key = ({ phase, instance, state }: { phase: string | null; instance: string; state: string | null }) =>
      `${phase} ${instance} ${state}`;
    expect(view.instances.map(key).sort()).toEqual(
      rows
        .filter(({ state }) => state !== 'not_started')
        .map(key)
        .sort(),
    );
  }
});

/** By linear interpolation between neighbours, as percentile_cont does. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return expect.closeTo(low + (high - low) * (at - Math.floor(at)), 6) as number;
}
