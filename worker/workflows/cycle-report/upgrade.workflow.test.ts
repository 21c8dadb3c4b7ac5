import { expect, test } from 'vitest';
import { type LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';

let lanes: LaneWorld;
lanesOfThisFile((world) => {
  lanes = world;
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
