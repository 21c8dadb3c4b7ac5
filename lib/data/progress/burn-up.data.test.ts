import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressRowsQuery } from '#contract/progress-inputs';
import { type CountedNumber, numbersOfBurnUp } from '#contract/progress-numbers';
import type { BurnUpView, ProgressRow, ReportFilter } from '#contract/views/progress-views';
import type { Subject } from '#domain/people/permissions';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { datePlusDays } from '#domain/time/zoned';
import { wasEverApproved } from '#domain/version/version-status';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { amongForgedRows } from '../../../test/support/record-rows';
import { decide, makeChain, makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { runsNow } from '../../../test/support/world/cycle-days';
import { makeProgressWorld, type ProgressWorld } from '../../../test/support/world/progress-world';
import { makeScenario } from '../../../test/support/world/scenario';
import { readBurnUp } from './burn-up.queries';
import { readCycleProgress } from './cycle-progress.queries';
import { readProgressRows } from './progress-rows.queries';
import { DEFAULT_PLAN } from './progress-sql';

let database: TestDatabase;
let world: ProgressWorld;
beforeAll(async () => {
  database = await testDatabase();
  world = await amongForgedRows(() => makeProgressWorld(database, 12));
});
afterAll(() => database?.drop());

const burnUp = (filter: ReportFilter = {}, phase?: PhaseName, subject: Subject = world.executive): Promise<BurnUpView> =>
  readBurnUp(database.db.pool, subject, { cycle: world.cycleId, filter, phase, now: world.now });

async function rowsOf({ rows: query }: CountedNumber, subject: Subject = world.executive): Promise<readonly ProgressRow[]> {
  const { after: _, ...filter } = progressRowsQuery.parse(query);
  return (await readProgressRows(database.db.pool, subject, { ...filter, limit: 500, now: world.now })).rows;
}

/** An instance with everything that happened to it. */
interface Told {
  key: string;
  phase: string;
  knownAt: Date;
  leftAt: Date | null;
  state: string;
  turns: { at: Date; turn: string; finishes: boolean }[];
}

/** All instances of the world, told from its rows one by one. */
async function everyInstance(): Promise<Told[]> {
  const { prisma } = database.db;
  const [reports, lanes, standings, turns, versions] = await Promise.all([
    prisma.cycleReport.findMany({ where: { cycleId: world.cycleId } }),
    prisma.lane.findMany(),
    prisma.chainNow.findMany({ where: { cycleId: world.cycleId } }),
    prisma.turn.findMany({ orderBy: { seq: 'asc' } }),
    prisma.version.findMany({ select: { id: true, status: true } }),
  ]);
  const approved = new Set(versions.filter(({ status }) => wasEverApproved(status)).map(({ id }) => id));
  return reports.flatMap((report) => {
    const own = lanes.filter((lane) => lane.cycleReportId === report.id);
    const opened = standings.filter((one) => one.cycleReportId === report.id);
    const planned = plannedOf(report.startInput).flatMap(({ phase, lanes: inLanes }) =>
      inLanes ? own.map(({ key: instance }) => ({ phase, instance })) : [{ phase, instance: '' }],
    );
    const known = [...opened, ...planned.filter((one) => !opened.some((other) => isSame(one, other)))];
    return known.map(({ phase, instance }): Told => {
      const lane = own.find(({ key }) => key === instance);
      const now = opened.find((one) => isSame(one, { phase, instance }));
      const past = turns.filter(({ chainId }) => chainId === now?.chainId);
      return {
        ...{ key: `${report.id}/${phase}/${instance}`, phase, state: now?.state ?? 'not_started' },
        ...{ knownAt: lane?.openedAt ?? report.createdAt, leftAt: lane?.retiredAt ?? null },
        turns: past.map(({ at, turn, versionId, cause }) => ({
          ...{ at, turn },
          finishes: turn === 'none' && cause !== 'close_report' && versionId !== null && approved.has(versionId),
        })),
      };
    });
  });
}

const isSame = (one: { phase: string; instance: string }, other: { phase: string; instance: string }) =>
  one.phase === other.phase && one.instance === other.instance;

interface PlanNode {
  phase?: PhaseName;
  nodes?: { phase: PhaseName }[];
}

function plannedOf(startInput: unknown): { phase: PhaseName; lanes: boolean }[] {
  const nodes = (startInput as { plan: { nodes: PlanNode[] } } | null)?.plan.nodes;
  return (
    nodes?.flatMap(({ phase, nodes: inside = [] }) => [
      ...(phase === undefined ? [] : [{ phase, lanes: false }]),
      ...inside.map((one) => ({ phase: one.phase, lanes: true })),
    ]) ?? [...DEFAULT_PLAN]
  );
}

/** Whether an instance was known before an instant, and whether it was approved: looking at all of its past. */
function stoodAt({ knownAt, leftAt, phase, state, turns }: Told, end: Date): { known: boolean; approved: boolean } {
  const known = knownAt < end && (leftAt === null || leftAt >= end);
  const past = turns.filter(({ at }) => at < end);
  const last = past.at(-1);
  const isLast = past.length === turns.length;
  const finished = last?.turn === 'none' && (isLast ? state === 'complete' : last.finishes && phase !== 'test-execution');
  return { known, approved: known && finished };
}

describe('a burn-up', () => {
  it('tells each day what looking at every instance’s whole past tells', async () => {
    const instances = await everyInstance();
    for (const phase of [undefined, 'planning', 'data-owner-id', 'test-execution'] as const) {
      const view = await burnUp({}, phase);
      const told = instances.filter((one) => phase === undefined || one.phase === phase);
      for (const { day, approved, scope } of view.days) {
        const end = new Date(`${datePlusDays(day, 1)}T00:00:00Z`);
        const stood = told.map((one) => ({ key: one.key, ...stoodAt(one, end) }));
        const [known, finished] = [stood.filter((one) => one.known), stood.filter((one) => one.approved)];
        expect([day, scope, approved]).toEqual([day, known.length, finished.length]);
        if (phase === undefined && Number(day.slice(-2)) % 10 === 0) {
          const [approvedRows, knownRows] = numbersOfBurnUp({ ...view, days: [{ day, approved, scope, line: 0 }] });
          expect((await rowsOf(approvedRows!)).map(({ id }) => id).sort()).toEqual(finished.map(({ key }) => key).sort());
          expect((await rowsOf(knownRows!)).map(({ id }) => id).sort()).toEqual(known.map(({ key }) => key).sort());
        }
      }
    }
  });

  it('has a day for each from the first of the cycle to today, and a line to its end', async () => {
    const { days, startsOn, endsOn, scopeAtEnd } = await burnUp();
    expect([startsOn, endsOn]).toEqual([world.days.startsOn, world.days.endsOn]);
    expect([days[0]?.day, days.at(-1)?.day, days.length]).toEqual([startsOn, '2026-11-25', 73]);
    expect([days[0]?.line, days.at(-1)?.scope]).toEqual([0, scopeAtEnd]);
    expect(days.at(-1)?.line).toBeCloseTo((scopeAtEnd * 72) / 95);
  });

  it('ends today where the heat map is: with what it knows and what of it is complete', async () => {
    for (const subject of [world.executive, world.owner]) {
      const map = await readCycleProgress(database.db.pool, subject, { cycle: world.cycleId, now: world.now });
      expect((await burnUp({}, undefined, subject)).days.at(-1)).toMatchObject({ scope: map.known, approved: map.counts.complete });
      for (const phase of PHASES) {
        const cells = map.reports.flatMap((report) => report.cells.filter((cell) => cell.phase === phase));
        expect((await burnUp({}, phase, subject)).days.at(-1)).toMatchObject({
          scope: cells.reduce((sum, { known }) => sum + known, 0),
          approved: cells.reduce((sum, { counts }) => sum + (counts.complete ?? 0), 0),
        });
      }
    }
  });

  it('counts in every number exactly the rows that it opens, however it is filtered', async () => {
    const views = await Promise.all([
      burnUp(),
      burnUp({}, 'request-info'),
      burnUp({ find: 'tara' }),
      burnUp({ lob: 'Retail' }),
      burnUp({ holding: 'past_due' }, 'scoping'),
    ]);
    for (const number of views.flatMap(numbersOfBurnUp).filter(({ n }, at) => n > 0 || at % 9 === 0)) {
      expect([(await rowsOf(number)).length, number.rows]).toEqual([number.n, number.rows]);
    }
  });

  it('is empty before its cycle begins, ends with it, and is not found by whoever may see no report of it', async () => {
    const at = (now: string) => readBurnUp(database.db.pool, world.executive, { cycle: world.cycleId, now: new Date(now) });
    expect(await at('2026-09-13T23:59:59.999Z')).toMatchObject({ days: [], scopeAtEnd: 0 });
    expect((await at('2026-09-14T00:00:00Z')).days.map(({ day, line }) => [day, line])).toEqual([['2026-09-14', 0]]);
    const over = await at('2027-03-01T12:00:00Z');
    expect(over.days.at(-1)).toMatchObject({ day: '2026-12-18', line: over.scopeAtEnd });
    const elsewhere = await makeScenario(database.db);
    await expect(burnUp({}, undefined, elsewhere.tester)).rejects.toMatchObject({ code: 'not_found' });
    await expect(readBurnUp(database.db.pool, world.executive, { cycle: 'none' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('a phase counts once it is approved, not while it is reopened, and again when it is approved anew', async () => {
  const scenario = await makeScenario(database.db);
  const { tester, owner, executive, cycleId } = scenario;
  await runsNow(database.db, cycleId);
  const approvedNow = async () =>
    (await readBurnUp(database.db.pool, executive, { cycle: cycleId, phase: 'scoping' })).days.at(-1)?.approved;
  const chain = await makeChain(scenario, 'scoping');
  const first = await makeDraft(chain, [put('a', { n: 1 })]);
  await submit(chain, first.versionId);
  expect(await approvedNow()).toBe(0);
  await decide(chain, owner, first.versionId, 'approve');
  expect(await approvedNow()).toBe(1);
  await send(chain, tester, 'reopen_phase', { comment: 'A rule changed.' });
  expect(await approvedNow()).toBe(0);
  const second = await makeDraft(chain, [put('a', { n: 2 })]);
  await submit(chain, second.versionId);
  await decide(chain, owner, second.versionId, 'approve');
  expect(await approvedNow()).toBe(1);
  const { rows } = await readProgressRows(database.db.pool, executive, { measure: 'approved_on', cycle: cycleId, weeks: '4' });
  expect(rows).toMatchObject([
    { phase: 'scoping', version: { number: 2, status: 'approved' }, until: null, opens: { to: 'version', number: 2 } },
  ]);
});
