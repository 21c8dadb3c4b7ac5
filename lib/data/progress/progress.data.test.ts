import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPlan } from '#contract/default-plan';
import { planPhases } from '#contract/plan';
import type { ProgressRow } from '#contract/views/progress-views';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { decide, makeChain, makeDraft, put, SELF, send, submit } from '../../../test/support/world/chain';
import { ownersChain } from '../../../test/support/world/lane';
import { makeScenario, type Scenario, sendReport } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { readCycleProgress } from './cycle-progress.queries';
import { readFlowProgress } from './flow-progress.queries';
import { readPeopleProgress } from './people-progress.queries';
import { readProgressRows } from './progress-rows.queries';
import { readReportProgress } from './report-progress.queries';
import { readProgressCycles } from './require-cycle.queries';

let database: TestDatabase;
let scenario: Scenario;
beforeAll(async () => {
  database = await testDatabase();
  scenario = await makeScenario(database.db);
});
afterAll(() => database?.drop());

const pool = () => database.db.pool;
const instanceOf = async (phase: string) =>
  (await readReportProgress(pool(), scenario.executive, { report: scenario.cycleReportId })).instances.find((one) => one.phase === phase);
const cellOf = async (phase: string) =>
  (await readCycleProgress(pool(), scenario.executive, { cycle: scenario.cycleId })).reports[0]?.cells.find((one) => one.phase === phase);

describe('a phase on its way', () => {
  it('is told as workflow and version side by side, step by step', async () => {
    const { tester, owner } = scenario;
    const chain = await makeChain(scenario, 'scoping');
    const first = await makeDraft(chain, [put('a', { n: 1 })]);
    expect(await instanceOf('scoping')).toMatchObject({
      ...{ state: 'in_progress', workflowProgress: 1 / 3, currentVersion: 1, versionStatus: 'draft', pendingApprovals: null },
      ...{ turn: 'prepare', people: [{ id: tester.userId, name: tester.name }], approvalHistory: { count: 0, newest: null } },
      opens: { to: 'version', phase: 'scoping', instance: '', number: 1 },
    });
    await submit(chain, first.versionId);
    expect(await instanceOf('scoping')).toMatchObject({
      ...{ state: 'waiting', workflowProgress: 2 / 3, versionStatus: 'pending_approval', turn: 'decide' },
      pendingApprovals: { people: [{ id: owner.userId }], roles: ['report_owner'] },
      opens: { to: 'version', page: 'decide', number: 1 },
    });
    await decide(chain, owner, first.versionId, 'request_changes', { comment: 'Once more.' });
    const second = await makeDraft(chain, [put('a', { n: 2 })]);
    expect(await instanceOf('scoping')).toMatchObject({
      ...{ turn: 'respond', currentVersion: 2 },
      approvalHistory: { count: 1, newest: { decision: 'request_changes', by: owner.name } },
    });
    await submit(chain, second.versionId);
    await decide(chain, owner, second.versionId, 'approve');
    expect(await instanceOf('scoping')).toMatchObject({ state: 'complete', workflowProgress: 1, versionStatus: 'approved', turn: 'none' });
    expect(await cellOf('scoping')).toMatchObject({ state: 'complete', known: 1, counts: { complete: 1 }, progress: 1, since: null });

    await send(chain, tester, 'reopen_phase', { comment: 'A rule changed.' });
    expect(await instanceOf('scoping')).toMatchObject({ state: 'in_progress', reopened: true, workflowProgress: 0 });
    const flow = await readFlowProgress(pool(), scenario.executive, { cycle: scenario.cycleId, weeks: '4' });
    expect(flow.rework).toEqual([{ phase: 'scoping', spells: 1, reworked: 1, mean: 1 }]);
    expect(flow.throughput.reduce((sum, { spells }) => sum + spells, 0)).toBe(1);
  });

  it('keeps who then waited when the report is given to somebody else', async () => {
    const before = scenario.tester;
    const chain = await makeChain(scenario, 'data-profiling');
    await makeDraft(chain, [put('a', { n: 1 })]);
    const next = await new World(database.db).person('Nele Next', 'tester');
    await sendReport(scenario, scenario.executive, 'change_assignment', { payload: { testerId: next.userId } });
    const rows = async (measure: 'turns' | 'ended_turns'): Promise<readonly ProgressRow[]> =>
      (await readProgressRows(pool(), scenario.executive, { measure, cycle: scenario.cycleId, phase: 'data-profiling', weeks: '4' })).rows;
    expect((await rows('turns')).map(({ people }) => people)).toEqual([[{ id: next.userId, name: 'Nele Next' }]]);
    expect((await rows('ended_turns')).map(({ people }) => people)).toEqual([[{ id: before.userId, name: before.name }]]);
    const { people } = await readPeopleProgress(pool(), scenario.executive, { cycle: scenario.cycleId });
    expect(people.find(({ person }) => person?.id === next.userId)).toMatchObject({
      open: 1,
      works: { prepare: 1, respond: 0, decide: 0 },
    });
    scenario.tester = next;
  });
});

describe('phases in lanes', () => {
  it('are part of a report’s plan, however deep they lie in it', async () => {
    const report = await makeScenario(database.db);
    const plan = defaultPlan({});
    await database.db.pool.query('update cycle_report set start_input = $2 where id = $1', [
      report.cycleReportId,
      JSON.stringify({ plan }),
    ]);
    const view = await readCycleProgress(pool(), report.executive, { cycle: report.cycleId });
    const planned = view.reports[0]?.cells.flatMap((cell) => (cell.planned ? [cell.phase] : []));
    expect(planned).toEqual(planPhases(plan).map(({ node }) => node.phase));
  });

  it('count once for each line of business, a retired one no more', async () => {
    const report = await makeScenario(database.db);
    await makeChain(report, 'planning', SELF);
    const cell = async () =>
      (await readCycleProgress(pool(), report.executive, { cycle: report.cycleId })).reports[0]?.cells.find(
        ({ phase }) => phase === 'data-owner-id',
      );
    expect(await cell()).toMatchObject({ planned: true, spread: false, known: 0, state: 'not_started' });
    const lob = await database.db.prisma.lob.create({ data: { name: 'Retail' } });
    const world = new World(database.db);
    await world.person('Rex Retail', { role: 'data_executive', lobId: lob.id });
    const { laneId } = await ownersChain(report, 'Retail', ['RATE', 'INCOME']);
    expect(await cell()).toMatchObject({
      spread: true,
      known: 1,
      counts: { in_progress: 1 },
      steps: { passed: 0, due: 2 },
      state: 'in_progress',
    });
    const { people } = await readPeopleProgress(pool(), report.executive, { cycle: report.cycleId, filter: { lob: 'Retail' } });
    expect(people.map(({ person }) => person?.name)).toContain('Rex Retail');
    const view = await readReportProgress(pool(), report.executive, { report: report.cycleReportId });
    expect(view.instances.find(({ phase }) => phase === 'data-owner-id')).toMatchObject({
      lane: 'Retail',
      instance: 'Retail',
      turn: 'prepare',
    });
    await database.db.prisma.lane.update({ where: { id: laneId }, data: { retiredAt: new Date(), retiredReason: 'No sample is left.' } });
    expect(await cell()).toMatchObject({ known: 0, counts: {} });
  });
});

describe('what may not be seen', () => {
  it('is not found, whether or not it exists', async () => {
    const world = new World(database.db);
    const nobody = await world.person('Sid Stranger', 'tester');
    const dataOwner = await world.person('Dora Data', 'data_owner');
    const { cycleId: cycle, cycleReportId: report } = scenario;
    for (const subject of [nobody, dataOwner]) {
      const asked = [
        () => readCycleProgress(pool(), subject, { cycle }),
        () => readReportProgress(pool(), subject, { report }),
        () => readPeopleProgress(pool(), subject, { cycle }),
        () => readFlowProgress(pool(), subject, { cycle, weeks: '4' }),
        () => readProgressRows(pool(), subject, { measure: 'reports', cycle, weeks: '4' }),
      ];
      for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'not_found' });
      expect(await readProgressCycles(pool(), subject)).toEqual([]);
    }
    const elsewhere = await makeScenario(database.db);
    await expect(
      readProgressRows(pool(), scenario.owner, { measure: 'instances', cycle, report: elsewhere.cycleReportId, weeks: '4' }),
    ).rejects.toMatchObject({ code: 'not_found' });
    expect((await readProgressCycles(pool(), scenario.owner)).map(({ id }) => id)).toEqual([cycle]);
  });
});

it('a report that is closed unfinished is dropped, leaves the mean, and is nobody’s any more', async () => {
  const report = await makeScenario(database.db);
  const chain = await makeChain(report, 'planning');
  await makeDraft(chain, [put('a', { n: 1 })]);
  await sendReport(report, report.executive, 'close_report');
  const view = await readCycleProgress(pool(), report.executive, { cycle: report.cycleId });
  expect(view.reports[0]).toMatchObject({ state: 'closed', dropped: true, worst: 'dropped' });
  expect(view.progress).toBeNull();
  expect((await readPeopleProgress(pool(), report.executive, { cycle: report.cycleId })).open).toBe(0);
});
