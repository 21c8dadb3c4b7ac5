import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { laneWorkflowId, phaseWorkflowId } from '#contract/names';
import { personToken } from '#domain/people/person-token';
import type { Verdict } from '#domain/phase/verdicts';
import { type LaneVersion, type LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';
import { waitUntil } from '../../../test/support/wait-until';
import type { Person } from '../../../test/support/world/world';

let lanes: LaneWorld;
let env: TestWorkflowEnvironment;
lanesOfThisFile((world, server) => {
  lanes = world;
  env = server;
});

const assign = async (by: Person, chain: LaneVersion, owners: Readonly<Record<string, Person>>, reason = ''): Promise<string> =>
  await lanes.assign(by, chain, owners, reason);
const judge = async (by: Person, chain: LaneVersion, keys: readonly string[], verdict: Verdict, reason = ''): Promise<string> =>
  await lanes.judge(by, chain, keys, verdict, reason);
const tasks = async (chainId: string) => await lanes.tasks(chainId);
const standing = async (chainId: string) => await lanes.standing(chainId);

test('each line of business has its lane, whose owners are assigned and acknowledge beside the others', async () => {
  const { retail, commercial } = lanes;
  const [olaf, tina] = lanes.owners;
  const cycleReportId = await lanes.toLanes();
  const listed = await lanes.owners5(cycleReportId, 'Retail', 1);
  const other = await lanes.owners5(cycleReportId, 'Commercial', 1);
  expect((await lanes.items(listed)).map(({ data }) => [data.code, data.owner, data.sources])).toEqual([
    ['INCOME', null, ['Servicing: srv.INCOME']],
    ['RATE', null, ['Servicing: srv.RATE']],
  ]);
  expect(await tasks(listed.chainId)).toEqual([{ task: 'assign', userId: null, count: 2 }]);
  expect(await standing(listed.chainId)).toEqual({ state: 'in_progress', turn: 'prepare', passed: 0, due: 2 });

  await expect(assign(commercial, listed, { RATE: olaf })).rejects.toMatchObject({ code: 'not_found' });
  expect(await assign(retail, listed, { RATE: olaf, INCOME: tina })).toBe('applied');
  const assigned = await lanes.owners5(cycleReportId, 'Retail', 2);
  expect(await tasks(listed.chainId)).toEqual(
    [olaf, tina].map(({ userId }) => ({ task: 'acknowledge', userId, count: 1 })).sort((one, two) => (one.userId < two.userId ? -1 : 1)),
  );
  expect(await standing(listed.chainId)).toMatchObject({ state: 'waiting', turn: 'respond' });

  expect(await judge(olaf, assigned, ['INCOME'], 'acknowledged')).toBe('not_named_here');
  expect(await judge(olaf, assigned, ['RATE'], 'acknowledged')).toBe('applied');
  expect(await judge(tina, assigned, ['INCOME'], 'declined', 'Sold the portfolio.')).toBe('applied');
  expect(await tasks(listed.chainId)).toEqual([{ task: 'assign', userId: null, count: 1 }]);

  expect(await assign(retail, assigned, { INCOME: olaf })).toBe('reason_required');
  expect(await assign(retail, assigned, { INCOME: olaf }, 'Took over the portfolio.')).toBe('applied');
  const changed = await lanes.owners5(cycleReportId, 'Retail', 3);
  expect((await lanes.items(changed))[0]?.data).toMatchObject({ owner: personToken(olaf.userId), previousOwner: personToken(tina.userId) });
  expect(await judge(olaf, assigned, ['INCOME'], 'acknowledged')).toBe('stale_items');
  expect(await judge(olaf, changed, ['INCOME'], 'acknowledged')).toBe('applied');
  expect(await tasks(listed.chainId)).toEqual([]);
  expect(await standing(listed.chainId)).toEqual({ state: 'complete', turn: 'none', passed: 2, due: 2 });
  expect(await standing(other.chainId)).toMatchObject({ state: 'in_progress', turn: 'prepare' });
  await expect(judge(tina, changed, ['INCOME'], 'declined', 'Not mine.')).rejects.toMatchObject({ code: 'not_found' });

  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('a sample that changes opens lanes, ends them and takes them up again; what is the same stands as it is', async () => {
  const { retail, commercial, world, test: tested } = lanes;
  const [olaf] = lanes.owners;
  const cycleReportId = await lanes.toLanes();
  const listed = await lanes.owners5(cycleReportId, 'Retail', 1);
  const other = await lanes.owners5(cycleReportId, 'Commercial', 1);
  expect(await assign(retail, listed, { RATE: olaf })).toBe('applied');

  Object.assign(tested, { samples: { 'L-1': 'Retail', 'L-9': 'Wealth' } });
  await lanes.again(cycleReportId, 'sample-selection', 2);
  await lanes.owners5(cycleReportId, 'Wealth', 1);
  await waitUntil(async () => expect(await world.count('input_confirmation')).toBeGreaterThan(0), { timeout: 30_000, interval: 25 });
  expect((await lanes.items(await lanes.owners5(cycleReportId, 'Retail', 2))).map(({ data }) => data.owner !== null)).toEqual([
    false,
    true,
  ]);
  expect(await world.count('version where chain_id = $1', [listed.chainId])).toBe(2);
  expect(await standing(other.chainId)).toMatchObject({ state: 'complete', turn: 'none' });
  expect(await assign(commercial, other, { RATE: olaf })).toBe('lane_retired');

  Object.assign(tested, { attributes: ['RATE', 'TERM'], samples: { 'L-1': 'Retail', 'L-3': 'Commercial' } });
  await lanes.again(cycleReportId, 'planning', 2);
  await lanes.again(cycleReportId, 'scoping', 2);
  await lanes.again(cycleReportId, 'sample-selection', 3);
  const relisted = await lanes.owners5(cycleReportId, 'Retail', 3);
  expect((await lanes.items(relisted)).map(({ key, data }) => [key, data.owner !== null])).toEqual([
    ['RATE', true],
    ['TERM', false],
  ]);
  const back = await lanes.owners5(cycleReportId, 'Commercial', 2);
  expect(await assign(commercial, back, { TERM: olaf })).toBe('applied');
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('a drafted phase takes no recording, and a recorded one no drafts', async () => {
  const { retail } = lanes;
  const cycleReportId = await lanes.toLanes();
  const listed = await lanes.owners5(cycleReportId, 'Retail', 1);
  await expect(lanes.ask(retail, { kind: 'reopen_phase', targetId: listed.chainId, comment: 'x' })).rejects.toMatchObject({
    code: 'not_permitted',
  });
  const { commandId } = await lanes.world.send('tester', { kind: 'reopen_phase', targetId: listed.chainId, comment: 'x' });
  expect(await lanes.world.receipt(commandId)).toBe('not_in_this_phase');
});

test('closing the report ends its lanes and their phases', async () => {
  const { world } = lanes;
  const cycleReportId = await lanes.toLanes();
  await lanes.owners5(cycleReportId, 'Retail', 1);
  await lanes.owners5(cycleReportId, 'Commercial', 1);
  const { commandId } = await world.send('executive', { kind: 'close_report', targetId: cycleReportId });
  expect(await world.receipt(commandId)).toBe('applied');
  for (const key of ['Retail', 'Commercial']) {
    await env.client.workflow.getHandle(laneWorkflowId(cycleReportId, key)).result();
    await env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'data-owner-id', key)).result();
  }
});
