import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportStart } from '#dispatch/report-start';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { listedLanes, ownersChainIn } from '../../../test/support/world/lane';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { leaveUnbound } from '../../../test/support/world/written-world';
import { inTransaction } from '../sql/connection';
import { expectedProcesses } from '../tracking/reconcile-scope.transitions';
import { lanesInTurn } from './lanes-in-turn.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('one lane runs at a time: those that have begun, and the next once nothing is left to do in any of them', async () => {
  const { db } = test;
  const scenario = await makeScenario(db, { started: false });
  await reportStart(db, scenario.cycleReportId, 'off', 'cycleReport_1_0_0');
  const start = { payload: { workflowType: 'cycleReport_1_0_0' }, comment: 'In a line' };
  expect(await sendReport(scenario, scenario.executive, 'start_report', start)).toMatchObject({ outcome: 'applied' });
  for (const name of ['Retail', 'Wealth', 'Commercial']) await db.prisma.lob.create({ data: { name } });
  const listed = await listedLanes(scenario, ['Retail', 'Wealth', 'Commercial']);
  const idOf = (key: string) => listed.lanes.find((lane) => lane.key === key)?.laneId ?? '';
  const inTurn = async () =>
    (await lanesInTurn(db, { cycleReportId: scenario.cycleReportId, laneId: null, phases: ['data-owner-id'] })).laneIds;
  expect(await inTurn()).toEqual([idOf('Retail')]);
  // Lanes that wait for their turn have no workflow, and none is missed.
  const lanesMissed = async () => (await expectedProcesses(db)).filter(({ workflowId }) => workflowId.includes('/lane/')).length;
  expect(await lanesMissed()).toBe(0);

  const { chainId } = await ownersChainIn(scenario, listed, 'Retail', ['A']);
  expect(await inTurn()).toEqual([idOf('Retail')]);
  expect(await lanesMissed()).toBe(1);
  await db.prisma.chainFigures.update({ where: { chainId }, data: { complete: true } });
  expect(await inTurn()).toEqual([idOf('Retail'), idOf('Wealth')]);
  await inTransaction(db, async (sql) => {
    await sql.query('update lane set retired_at = now(), retired_reason = $2 where id = $1', [idOf('Wealth'), 'No sample is left.']);
    await leaveUnbound(sql);
  });
  expect(await inTurn()).toEqual([idOf('Retail'), idOf('Commercial')]);
  await db.prisma.chainFigures.update({ where: { chainId }, data: { complete: false } });
  expect(await inTurn()).toEqual([idOf('Retail')]);
  // A phase that has not opened is not complete.
  await db.prisma.chainFigures.update({ where: { chainId }, data: { complete: true } });
  const phases = ['data-owner-id', 'observation-management'] as const;
  expect(await lanesInTurn(db, { cycleReportId: scenario.cycleReportId, laneId: null, phases })).toEqual({ laneIds: [idOf('Retail')] });

  // Where the report goes on by a later version first, the next lane waits for that.
  const asked = { payload: { to: 'cycleReport_1_2_0' }, comment: 'Beside each other' };
  expect(await sendReport(scenario, scenario.executive, 'upgrade_report', asked)).toMatchObject({ outcome: 'applied' });
  expect(await lanesInTurn(db, { cycleReportId: scenario.cycleReportId, laneId: null, phases: ['data-owner-id'] })).toEqual({
    laneIds: [idOf('Retail')],
    upgradeDue: true,
  });
});
