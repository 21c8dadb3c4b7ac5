import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { supply } from '../../../test/support/lane-evidence';
import { LaneWorld } from '../../../test/support/lane-stories';
import { timeSkippingServer } from '../../../test/support/temporal';

const TABS = 10;
const RECORDS = Array.from({ length: 200 }, (_, at) => `L-${String(at + 1).padStart(3, '0')}`);
const CASES = RECORDS.map((record) => `RATE/${record}`);

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await timeSkippingServer();
});
afterAll(async () => {
  await env.teardown();
});

/** Every third command's activity dies: by turns before it does anything, and after what it did was committed, before its workflow hears of it. */
function dyingWorkers(): { interceptor: ActivityInterceptorsFactory; deaths: () => number; arm: () => void } {
  let [armed, calls, deaths] = [false, 0, 0];
  return {
    interceptor: ({ info: { activityType } }) => ({
      inbound: {
        execute: async (input, next) => {
          const dies = armed && activityType === 'processNextChainCommand' && (calls += 1) % 3 === 0;
          if (!dies) return await next(input);
          deaths += 1;
          if (deaths % 2 === 0) await next(input);
          throw new Error('the process died');
        },
      },
    }),
    deaths: () => deaths,
    arm: () => {
      armed = true;
    },
  };
}

test('owner and tester act on the same 200 items at once from 20 tabs with workers killed: one receipt a command, no version number skipped, no verdict on evidence its giver did not see', async () => {
  const death = dyingWorkers();
  const lanes = await LaneWorld.create(env, { activityInterceptors: [death.interceptor] });
  const { world, retail, owners } = lanes;
  const [olaf] = owners;
  const { tester } = world.people;
  try {
    Object.assign(lanes.test, { attributes: ['RATE'], samples: Object.fromEntries(RECORDS.map((record) => [record, 'Retail'])) });
    const cycleReportId = await lanes.toLanes();
    expect(await lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 1), { RATE: olaf })).toBe('applied');
    const asked = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
    const table = (rate: string) => `LOAN_ID,RATE\n${RECORDS.map((record) => `${record},${rate}\n`).join('')}`;
    const first = await supply(lanes, olaf, asked, 'rates.csv', table('4.25'));
    expect(await first.ask()).toMatchObject({ ok: true });
    expect(await lanes.record(olaf, asked, Object.fromEntries(CASES.map((key) => [key, { evidence: first.claim }])))).toBe('applied');
    const seen = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
    const second = await supply(lanes, olaf, seen, 'corrected.csv', table('4.52'));
    expect(await second.ask()).toMatchObject({ ok: true });
    const judgedAsSeen = new Map([...(await lanes.content(seen))].map(([key, { data }]) => [key, data.judged]));

    death.arm();
    const tabs = Array.from({ length: TABS }, (_, tab) => CASES.filter((_case, at) => at % TABS === tab));
    const commands = await world.count('command');
    const ends = await Promise.all(
      tabs.flatMap((keys) => [
        lanes.record(olaf, seen, Object.fromEntries(keys.map((key) => [key, { evidence: second.claim }]))),
        lanes.judge(tester, seen, keys, 'accepted'),
      ]),
    );
    expect(ends.filter((_end, at) => at % 2 === 0)).toEqual(tabs.map(() => 'applied'));
    expect(ends.every((end) => end === 'applied' || end === 'stale_items')).toBe(true);
    expect(death.deaths()).toBeGreaterThan(TABS / 2);

    expect((await world.count('command')) - commands).toBe(2 * TABS);
    expect(await world.count('receipt r group by r.command_id having count(*) > 1')).toBe(0);
    expect(await world.count('command c where not exists (select from receipt r where r.command_id = c.id)')).toBe(0);
    const numbers = await world.db.prisma.version.findMany({ where: { chainId: seen.chainId }, orderBy: { number: 'asc' } });
    expect(numbers.map(({ number }) => number)).toEqual(Array.from({ length: 2 + TABS }, (_, at) => at + 1));

    const verdicts = await world.db.prisma.itemDecision.findMany({ where: { chainId: seen.chainId } });
    for (const { itemKey, itemHash } of verdicts)
      expect([itemKey, Buffer.from(itemHash).toString('hex')]).toEqual([itemKey, judgedAsSeen.get(itemKey)]);
    // All evidence is another now: nothing that was said of the former stands.
    expect(await lanes.tasks(seen.chainId)).toEqual([{ task: 'review', userId: null, count: CASES.length }]);
    expect(await lanes.problems(cycleReportId)).toEqual([]);
  } finally {
    await world.close();
  }
});
