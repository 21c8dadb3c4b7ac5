import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportStart } from '#dispatch/report-start';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeChain, makeDraft, put } from '../../../test/support/world/chain';
import { makeScenario, type Scenario, sendReport, trackedStep } from '../../../test/support/world/scenario';
import { beginUpgrade } from '../chain/begin-upgrade.transitions';
import { reportState } from '../chain/chain.transitions';
import { readProcess } from './process.queries';
import { readReport } from './report.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

/** A report that runs by 1.1.0. */
async function running(): Promise<Scenario> {
  const scenario = await makeScenario(test.db, { started: false });
  await reportStart(test.db, scenario.cycleReportId, 'off', 'cycleReport_1_1_0');
  const start = { payload: { workflowType: 'cycleReport_1_1_0' as const }, comment: 'As the year before' };
  expect(await sendReport(scenario, scenario.executive, 'start_report', start)).toMatchObject({ outcome: 'applied' });
  return scenario;
}

it('a page names the version, what is planned by whom and why, what it could go on by, and what is open', async () => {
  const scenario = await running();
  const { db } = test;
  const chain = await makeChain(scenario);
  await makeDraft(chain, [put('A', { n: 1 })]);
  const asked = { payload: { to: 'cycleReport_1_2_0' as const }, comment: 'Lines wait for each other.' };
  expect(await sendReport(scenario, scenario.executive, 'upgrade_report', asked)).toMatchObject({ outcome: 'applied' });
  expect(await readProcess(db.pool, scenario.cycleReportId)).toMatchObject({
    version: { number: '1.1.0' },
    planned: { to: { number: '1.2.0' }, by: scenario.executive.name, reason: 'Lines wait for each other.' },
    later: [{ number: '1.2.0' }, { number: '2.0.0' }],
    open: 'Open: Planning.',
  });
  const { actions, timeline } = await readReport(db, scenario.executive, { cycleReportId: scenario.cycleReportId });
  expect(actions.change_version).toEqual({ allowed: true, why: null });
  expect(actions.upgrade).toMatchObject({ allowed: false, why: expect.stringContaining('is fixed') as string });
  expect(timeline[0]?.sentence).toContain('planned a later version of the process for');
  const seen = await readReport(db, scenario.tester, { cycleReportId: scenario.cycleReportId });
  expect(seen.actions.change_version.allowed).toBe(false);
});

it('while something is open the version is not changed; where nothing is it is, once, with the trail, whoever asks again', async () => {
  const scenario = await running();
  const { db } = test;
  const { cycleReportId } = scenario;
  const step = await trackedStep(db, 'beginUpgrade');
  const asked = { payload: { to: 'cycleReport_2_0_0' as const }, comment: 'To reopen' };
  expect(await sendReport(scenario, scenario.executive, 'upgrade_report', asked)).toMatchObject({ outcome: 'applied' });
  expect(await reportState(db, cycleReportId)).toMatchObject({ planSeq: 0, upgradeDue: true });
  await makeDraft(await makeChain(scenario), [put('A', { n: 1 })]);
  expect(await reportState(db, cycleReportId)).not.toHaveProperty('upgradeDue');
  expect(await beginUpgrade(db, cycleReportId, step)).toMatchObject({ planSeq: 0 });

  const other = await running();
  expect(await sendReport(other, other.executive, 'upgrade_report', asked)).toMatchObject({ outcome: 'applied' });
  for (const _ of [1, 2]) {
    const state = await beginUpgrade(db, other.cycleReportId, step);
    expect(state).toMatchObject({ planSeq: 1 });
    expect(state).not.toHaveProperty('upgradeDue');
  }
  const row = await db.prisma.cycleReport.findUniqueOrThrow({ where: { id: other.cycleReportId } });
  expect(row).toMatchObject({ workflowType: 'cycleReport_2_0_0', upgradeCommandId: null, startInput: { planSeq: 1 } });
  expect(await db.prisma.auditEvent.count({ where: { stream: `cycle-report/${other.cycleReportId}`, kind: 'version_upgraded' } })).toBe(1);
});

it('closing gives up what was planned', async () => {
  const scenario = await running();
  const asked = { payload: { to: 'cycleReport_2_0_0' as const }, comment: 'To reopen' };
  await sendReport(scenario, scenario.executive, 'upgrade_report', asked);
  expect(await sendReport(scenario, scenario.executive, 'close_report', { comment: 'Done' })).toMatchObject({ outcome: 'applied' });
  expect((await readProcess(test.db.pool, scenario.cycleReportId)).planned).toBeNull();
});

it('a start by another version than the one that was kept first is refused, and says which that is', async () => {
  const scenario = await makeScenario(test.db, { started: false });
  await reportStart(test.db, scenario.cycleReportId, 'off', 'cycleReport_1_0_0');
  const refused = await sendReport(scenario, scenario.tester, 'start_report');
  expect(refused).toMatchObject({ outcome: 'refused', code: 'other_version_kept', detail: 'It is kept for version 1.0.0.' });
  const silent = await sendReport(scenario, scenario.executive, 'start_report', { payload: { workflowType: 'cycleReport_1_0_0' } });
  expect(silent).toMatchObject({ outcome: 'refused', code: 'reason_required' });
});

it('until somebody asks for its start, another version may be chosen for a report; after that the one that is kept stays', async () => {
  const scenario = await makeScenario(test.db, { started: false });
  const keep = async (type: 'cycleReport_1_0_0' | 'cycleReport_1_2_0') =>
    (await reportStart(test.db, scenario.cycleReportId, 'off', type)).workflowType;
  expect([await keep('cycleReport_1_0_0'), await keep('cycleReport_1_2_0')]).toEqual(['cycleReport_1_0_0', 'cycleReport_1_2_0']);
  const start = { payload: { workflowType: 'cycleReport_1_2_0' as const }, comment: 'Without reopening' };
  expect(await sendReport(scenario, scenario.executive, 'start_report', start)).toMatchObject({ outcome: 'applied' });
  expect(await keep('cycleReport_1_0_0')).toBe('cycleReport_1_2_0');
});
