import { expect, test } from 'vitest';
import type { LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';
import { LanesToTheEnd } from '../../../test/support/lanes-to-the-end';
import { waitUntil } from '../../../test/support/wait-until';

let lanes: LaneWorld;
lanesOfThisFile((world) => {
  lanes = world;
});

const WAIT = { timeout: 30_000, interval: 25 };

/** The chains in lanes that have opened, in the order of the plan. */
async function inLanes(cycleReportId: string): Promise<string[]> {
  const { rows } = await lanes.world.db.pool.query<{ place: string }>(
    `select c.phase || ' ' || c.instance as place from chain c where c.cycle_report_id = $1 and c.lane_id is not null order by c.opened_at, c.position`,
    [cycleReportId],
  );
  return rows.map(({ place }) => place);
}

async function dated(cycleReportId: string): Promise<number> {
  return await lanes.world.count(
    `chain c join chain_now n on n.chain_id = c.id where c.cycle_report_id = $1 and (c.due_at is not null or n.due_at is not null or n.next_alarm_at is not null)`,
    [cycleReportId],
  );
}

test('1.0.0 runs the nine phases in a straight line to a closed report: one line of business after the other, nothing due, nothing reopened', async () => {
  Object.assign(lanes.test, { attributes: ['RATE'], samples: { 'L-1': 'Retail', 'L-2': 'Commercial' } });
  const cycleReportId = await lanes.toLanes('default', { workflowType: 'cycleReport_1_0_0' });
  const people = new LanesToTheEnd(lanes, cycleReportId);
  const { chainId } = await lanes.world.version(cycleReportId, 'scoping', 1, 'approved');
  const reopening = await lanes.world.send('tester', { kind: 'reopen_phase', targetId: chainId, comment: 'Once more' });
  expect(await lanes.world.receipt(reopening.commandId)).toBe('not_in_this_version');

  const first = { line: 'Retail', records: ['L-1'] } as const;
  await people.owned(first);
  await people.supplied(first);
  await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 1);
  expect(await inLanes(cycleReportId)).toEqual(['data-owner-id Retail', 'request-info Retail/1', 'test-execution Retail/1']);
  expect(await lanes.world.count('lane where cycle_report_id = $1 and parent_id is null', [cycleReportId])).toBe(2);
  await people.tested(first);
  await people.observed(first);
  await people.finish({ line: 'Commercial', records: ['L-2'] });
  await people.signed();
  expect(await inLanes(cycleReportId)).toEqual([
    ...['data-owner-id Retail', 'request-info Retail/1', 'test-execution Retail/1', 'observation-management Retail'],
    ...['data-owner-id Commercial', 'request-info Commercial/1', 'test-execution Commercial/1', 'observation-management Commercial'],
  ]);
  expect(await dated(cycleReportId)).toBe(0);
  expect(await lanes.world.count('clock_event k join chain c on c.id = k.chain_id where c.cycle_report_id = $1', [cycleReportId])).toBe(0);
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('data owners of a line come one after the other too, and only once the list of them is complete', async () => {
  Object.assign(lanes.test, { samples: { 'L-1': 'Retail' } });
  const [olaf, tina] = lanes.owners;
  const cycleReportId = await lanes.toLanes('default', { workflowType: 'cycleReport_1_1_0' });
  const listed = await lanes.owners5(cycleReportId, 'Retail', 1);
  expect(await lanes.assign(lanes.retail, listed, { RATE: olaf, INCOME: tina })).toBe('applied');
  const named = await lanes.owners5(cycleReportId, 'Retail', 2);
  expect(await lanes.judge(olaf, named, ['RATE'], 'acknowledged')).toBe('applied');
  expect(await lanes.world.count('lane where cycle_report_id = $1 and parent_id is not null', [cycleReportId])).toBe(0);
  expect(await lanes.judge(tina, named, ['INCOME'], 'acknowledged')).toBe('applied');

  await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  expect(await lanes.world.count('lane where cycle_report_id = $1 and parent_id is not null', [cycleReportId])).toBe(2);
  expect(await inLanes(cycleReportId)).toEqual(['data-owner-id Retail', 'request-info Retail/1']);
  const people = new LanesToTheEnd(lanes, cycleReportId);
  const sampled = { line: 'Retail', records: ['L-1'] } as const;
  await people.supplied(sampled);
  await people.tested(sampled);
  await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 1);
  expect(await inLanes(cycleReportId)).toEqual([
    'data-owner-id Retail',
    'request-info Retail/1',
    'test-execution Retail/1',
    'request-info Retail/2',
  ]);
  // It has a clock: every chain that waits for somebody has a date.
  expect(await lanes.world.count('chain where cycle_report_id = $1 and due_at is null', [cycleReportId])).toBe(0);
});

test('1.2.0 has lines beside each other and tests along with their evidence, and reopens nothing', async () => {
  const [olaf] = lanes.owners;
  Object.assign(lanes.test, { attributes: ['RATE'] });
  const cycleReportId = await lanes.toLanes('default', { workflowType: 'cycleReport_1_2_0' });
  await lanes.owners5(cycleReportId, 'Commercial', 1);
  expect(await lanes.assign(lanes.retail, await lanes.owners5(cycleReportId, 'Retail', 1), { RATE: olaf })).toBe('applied');
  const asked = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  expect(await lanes.record(olaf, asked, { 'RATE/L-1': { unobtainable: 'It was lost.' } })).toBe('applied');
  const answered = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
  expect(await lanes.judge(lanes.world.people.executive, answered, ['RATE/L-1'], 'accepted')).toBe('applied');
  // One of two answers is accepted, and nobody has acknowledged the list of owners.
  await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 1);
  const { chainId } = await lanes.world.version(cycleReportId, 'sample-selection', 1, 'approved');
  const reopening = await lanes.world.send('executive', { kind: 'reopen_phase', targetId: chainId, comment: 'More' });
  expect(await lanes.world.receipt(reopening.commandId)).toBe('not_in_this_version');
});

test('after a restart the lane whose turn it is goes on, and the next one starts after it', async () => {
  Object.assign(lanes.test, { attributes: ['RATE'], samples: { 'L-1': 'Retail', 'L-2': 'Commercial' } });
  const cycleReportId = await lanes.toLanes('default', { workflowType: 'cycleReport_1_0_0' });
  await lanes.owners5(cycleReportId, 'Retail', 1);
  const restart = await lanes.world.send('admin', { kind: 'restart_report', targetId: cycleReportId, comment: 'To be sure' });
  expect(await lanes.world.receipt(restart.commandId)).toBe('applied');
  await new LanesToTheEnd(lanes, cycleReportId).finish({ line: 'Retail', records: ['L-1'] });
  await waitUntil(async () => expect(await inLanes(cycleReportId)).toContain('data-owner-id Commercial'), WAIT);
});
