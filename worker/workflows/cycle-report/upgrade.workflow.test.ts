import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';
import { LanesToTheEnd } from '../../../test/support/lanes-to-the-end';

let lanes: LaneWorld;
let env: TestWorkflowEnvironment;
lanesOfThisFile((world, server) => {
  lanes = world;
  env = server;
});

test('a report that runs on a plan of four phases is carried over, and goes on in lanes; what it had is untouched', async () => {
  const { world, retail, owners } = lanes;
  const [olaf] = owners;
  const cycleReportId = await lanes.toLanes('four');
  const before = await world.db.prisma.version.findMany({ orderBy: { createdAt: 'asc' } });
  expect(await world.count('lane')).toBe(0);
  const upgrade = { kind: 'upgrade_report', targetId: cycleReportId, comment: 'Lanes have come.' } as const;
  await expect(world.send('tester', upgrade)).rejects.toMatchObject({ code: 'not_permitted' });

  const { chainId } = await world.version(cycleReportId, 'sample-selection', 1, 'approved');
  await world.receipt((await world.send('tester', { kind: 'reopen_phase', targetId: chainId, comment: 'Once more' })).commandId);
  const draft = await world.draft(cycleReportId, 'sample-selection', 2);
  await world.submit(draft);
  expect(await world.receipt((await world.send('executive', upgrade)).commandId)).toBe('not_at_boundary');
  expect(await world.receipt(await world.decide(draft, 'approve'))).toBe('applied');

  expect(await world.receipt((await world.send('executive', upgrade)).commandId)).toBe('applied');
  const listed = await lanes.owners5(cycleReportId, 'Retail', 1);
  expect(await world.receipt((await world.send('executive', upgrade)).commandId)).toBe('nothing_to_upgrade');
  expect(await lanes.assign(retail, listed, { RATE: olaf })).toBe('applied');
  await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  const kept = await world.db.prisma.version.findMany({ where: { id: { in: before.map(({ id }) => id) } }, orderBy: { createdAt: 'asc' } });
  expect(kept.map(({ id, versionHash }) => [id, Buffer.from(versionHash ?? []).toString('hex')])).toEqual(
    before.map(({ id, versionHash }) => [id, Buffer.from(versionHash ?? []).toString('hex')]),
  );
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('a running four-phase report is carried over, killed between receipt and continuation, and goes to a signed report; its first four chains keep ids and hashes', async () => {
  let kills = 0;
  // As if the worker had died: the report is carried over, its receipt is written, and the run that is to go on never heard of it.
  const killed: ActivityInterceptorsFactory = ({ info: { activityType } }) => ({
    inbound: {
      execute: async (input, next) => {
        const result = await next(input);
        const { kind } = (result ?? {}) as { kind?: string };
        if (activityType !== 'processNextReportCommand' || kind !== 'upgrade_report' || kills > 0) return result;
        kills += 1;
        throw new Error('the process died');
      },
    },
  });
  await lanes.world.stop();
  const killedLanes = await LaneWorld.create(env, { activityInterceptors: [killed] });
  try {
    await toSignedReport(killedLanes);
    expect(kills).toBe(1);
  } finally {
    await killedLanes.world.close();
  }
});

/** Carries a report of four phases over, and has it signed. */
async function toSignedReport(lanes: LaneWorld): Promise<void> {
  const { world } = lanes;
  Object.assign(lanes.test, { attributes: ['RATE'], samples: { 'L-1': 'Retail', 'L-3': 'Commercial' } });
  const cycleReportId = await lanes.toLanes('four');
  const firstFour = async () => {
    const { rows } = await world.db.pool.query<{ chain: string; version: string; hash: string }>(
      `select c.id as chain, v.id as version, encode(v.version_hash, 'hex') as hash from chain c join version v on v.chain_id = c.id
        where c.cycle_report_id = $1 and c.lane_id is null and c.phase <> 'final-report' order by c.position, v.number`,
      [cycleReportId],
    );
    return rows;
  };
  const before = await firstFour();
  expect(before).toHaveLength(4);

  const { commandId } = await world.send('executive', { kind: 'upgrade_report', targetId: cycleReportId, comment: 'Lanes have come.' });
  expect(await world.receipt(commandId)).toBe('applied');

  const people = new LanesToTheEnd(lanes, cycleReportId);
  await people.finish({ line: 'Retail', records: ['L-1'] });
  await people.finish({ line: 'Commercial', records: ['L-3'] });
  await people.signed();
  expect(await firstFour()).toEqual(before);
  expect(await lanes.problems(cycleReportId)).toEqual([]);
}
