import { expect, test } from 'vitest';
import { supply } from '../../../test/support/lane-evidence';
import type { LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';

let lanes: LaneWorld;
lanesOfThisFile((world) => {
  lanes = world;
});

const RECORDS = Array.from({ length: 10 }, (_, at) => `L-${String(at + 1).padStart(2, '0')}`);
const CASES = RECORDS.map((record) => `RATE/${record}`);

/** Every state of what is asked for, in the order in which they were committed: how many chains hold each case. */
async function committedStates(cycleReportId: string): Promise<Map<string, number>[]> {
  const versions = await lanes.world.db.prisma.version.findMany({
    where: { chain: { cycleReportId, phase: 'request-info' } },
    orderBy: { createdAt: 'asc' },
  });
  const held = new Map<string, readonly string[]>();
  const states: Map<string, number>[] = [];
  for (const { id: versionId, chainId, number } of versions) {
    held.set(chainId, [...(await lanes.content({ versionId, chainId, number })).keys()]);
    const all = [...held.values()].flat();
    states.push(new Map(CASES.map((key) => [key, all.filter((one) => one === key).length])));
  }
  return states;
}

test('owner changed after 3 of 10 cases are accepted, while the former owner’s upload is under way: 3 stay, 7 are issued once, the late file is refused in words, every case is live exactly once from issue on', async () => {
  const { retail, world, owners } = lanes;
  const [olaf, tina] = owners;
  Object.assign(lanes.test, { attributes: ['RATE'], samples: Object.fromEntries(RECORDS.map((record) => [record, 'Retail'])) });
  const cycleReportId = await lanes.toLanes();
  expect(await lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 1), { RATE: olaf })).toBe('applied');
  const asked = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  const table = `LOAN_ID,RATE\n${RECORDS.map((record) => `${record},4.25\n`).join('')}`;
  const { claim, ask } = await supply(lanes, olaf, asked, 'rates.csv', table);
  expect(await ask()).toMatchObject({ ok: true });
  const accepted = CASES.slice(0, 3);
  const others = CASES.slice(3);
  expect(await lanes.record(olaf, asked, Object.fromEntries(accepted.map((key) => [key, { evidence: claim }])))).toBe('applied');
  const answered = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
  expect(await lanes.judge(world.people.tester, answered, accepted, 'accepted')).toBe('applied');

  // The file is sent and looked through while the attribute passes to somebody else.
  const late = await supply(lanes, olaf, answered, 'late.csv', `${table}\n`);
  const [assigned, looked] = await Promise.all([
    lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 2), { RATE: tina }, 'Took over the portfolio.'),
    late.ask(),
  ]);
  expect([assigned, looked.ok]).toEqual(['applied', true]);
  const left = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 3);
  const gained = await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 1);
  expect([...(await lanes.content(left)).keys()]).toEqual(accepted);
  expect([...(await lanes.content(gained)).keys()]).toEqual(others);

  expect(await lanes.record(olaf, answered, Object.fromEntries(others.map((key) => [key, { evidence: late.claim }])))).toBe('stale_items');
  const { detail } = await world.db.prisma.receipt.findFirstOrThrow({ where: { code: 'stale_items' } });
  expect(detail).toBe(`${others.join(', ')} changed.`);
  expect(await world.count('version where chain_id = $1', [gained.chainId])).toBe(1);
  expect(await world.count('version where chain_id = $1', [left.chainId])).toBe(3);

  const states = await committedStates(cycleReportId);
  const issued = states.length - 1;
  expect(states.map((state) => Math.max(...state.values()))).toEqual(states.map(() => 1));
  expect([...(states[issued] ?? new Map<string, number>()).values()]).toEqual(CASES.map(() => 1));
  // Withdrawn before it is issued: between the two, what passes on is nowhere, and what was accepted stays.
  expect([...(states[issued - 1] ?? new Map<string, number>())].filter(([, chains]) => chains === 1).map(([key]) => key)).toEqual(accepted);
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});
