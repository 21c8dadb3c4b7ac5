import { afterAll, beforeAll, expect, it } from 'vitest';
import { personToken } from '#domain/people/person-token';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { send } from '../../../test/support/world/chain';
import { ownersChain } from '../../../test/support/world/lane';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { formerOwners } from './former-owners.queries';
import { laneState } from './lane-state.queries';
import { livingLanes } from './lanes.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('a line of business has a lane, and who owned an attribute there is suggested when the report is tested again', async () => {
  const { db } = test;
  const scenario = await makeScenario(db);
  const world = new World(db);
  const lob = await db.prisma.lob.create({ data: { name: 'Retail' } });
  const executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  const owner = await world.person('Olaf Owner', 'data_owner');
  const lane = await ownersChain(scenario, 'Retail', ['A', 'B']);
  const place = { cycleReportId: scenario.cycleReportId, instance: 'Retail' };
  expect(await livingLanes(db, place.cycleReportId)).toEqual([{ key: 'Retail', lobId: lob.id }]);
  expect(await laneState(db, lane.laneId)).toMatchObject({ closed: false, retired: false, opened: ['data-owner-id'], complete: [] });

  const [first] = await db.prisma.versionItem.findMany({ where: { chainId: lane.chainId, itemKey: 'A' } });
  const seenHash = Buffer.from(first?.hash ?? []).toString('hex');
  const changes = [{ itemKey: 'A', seenHash, fields: { owner: personToken(owner.userId) } }];
  expect(await send(lane, executive, 'record_changes', { changes })).toMatchObject({ outcome: 'applied' });
  expect(await sendReport(scenario, scenario.executive, 'close_report', { comment: 'Done' })).toMatchObject({ outcome: 'applied' });
  expect(await laneState(db, lane.laneId)).toMatchObject({ closed: true });
  expect(await formerOwners(db, place)).toEqual(new Map());

  const cycleId = await world.cycle('The next cycle', '2027-01-01', '2027-03-31');
  const again = await db.prisma.cycleReport.create({ data: { cycleId, reportId: scenario.reportId, dueOn: new Date('2027-03-15') } });
  expect(await formerOwners(db, { cycleReportId: again.id, instance: 'Retail' })).toEqual(
    new Map([['A', { suggestedOwner: personToken(owner.userId), suggestedBecause: expect.stringMatching(/^Owned it in 2026 Q4/) }]]),
  );
});
