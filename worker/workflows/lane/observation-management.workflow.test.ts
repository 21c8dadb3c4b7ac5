import { expect, test } from 'vitest';
import { laneState } from '#data/lanes/lane-state.queries';
import { readAnswers } from '#data/version/answers.queries';
import { supply } from '../../../test/support/lane-evidence';
import type { LaneVersion, LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';
import { editDraft } from '../../../test/support/preparing';
import { waitUntil } from '../../../test/support/wait-until';
import type { Person } from '../../../test/support/world/world';

let lanes: LaneWorld;
lanesOfThisFile((world) => {
  lanes = world;
});

const WAIT = { timeout: 30_000, interval: 25 };
const RUN = { run: { method: 'automatic', because: '' } };

/** Waits until the observations of a line have a version of this number in this status. */
async function observations(cycleReportId: string, instance: string, number: number, status: string): Promise<LaneVersion> {
  return await waitUntil(async () => {
    const found = await lanes.world.db.prisma.version.findFirstOrThrow({
      where: { number, status: status as 'draft', chain: { cycleReportId, phase: 'observation-management', instance } },
    });
    return { versionId: found.id, chainId: found.chainId, number };
  }, WAIT);
}

/** One attribute of a line of business is tested by its one owner, who has acknowledged it: one rate is right, the other is not. */
async function tested(table: string): Promise<{ cycleReportId: string; tests: LaneVersion; evidence: LaneVersion }> {
  const [olaf] = lanes.owners;
  const { tester, executive } = lanes.world.people;
  Object.assign(lanes.test, { attributes: ['RATE'] });
  const cycleReportId = await lanes.toLanes();
  expect(await lanes.assign(lanes.retail, await lanes.owners5(cycleReportId, 'Retail', 1), { RATE: olaf })).toBe('applied');
  expect(await lanes.judge(olaf, await lanes.owners5(cycleReportId, 'Retail', 2), ['RATE'], 'acknowledged')).toBe('applied');
  const asked = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  const { claim, ask } = await supply(lanes, olaf, asked, 'rates.csv', table);
  expect(await ask()).toMatchObject({ ok: true });
  expect(await lanes.record(olaf, asked, { 'RATE/L-1': { evidence: claim }, 'RATE/L-2': { evidence: claim } })).toBe('applied');
  const evidence = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
  expect(await lanes.judge(tester, evidence, ['RATE/L-1', 'RATE/L-2'], 'accepted')).toBe('applied');
  const listed = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 1);
  expect(await lanes.record(tester, listed, { 'RATE/L-1': RUN, 'RATE/L-2': RUN })).toBe('applied');
  const tests = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 2);
  expect(await lanes.world.count(`chain where cycle_report_id = $1 and phase = 'observation-management'`, [cycleReportId])).toBe(0);
  expect(await lanes.judge(executive, tests, ['RATE/L-1', 'RATE/L-2'], 'accepted')).toBe('applied');
  return { cycleReportId, tests, evidence };
}

async function answer(by: Person, { versionId }: LaneVersion, verdict: 'agreed' | 'disputed'): Promise<string> {
  const { rows } = await readAnswers(lanes.world.db, by, { versionId });
  const verdicts = rows.filter(({ own }) => own).map(({ key, hash }) => ({ itemKey: key, verdict, reason: 'As it is.', seenHash: hash }));
  return await lanes.ask(by, { kind: 'decide_items', versionId, verdicts });
}

async function submit({ versionId, chainId }: LaneVersion): Promise<string> {
  const { editRevision } = await lanes.world.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  return await lanes.ask(lanes.world.people.tester, {
    kind: 'submit_version',
    targetId: chainId,
    versionId,
    seenEditRevision: editRevision,
    comment: '',
  });
}

async function decide({ versionId, chainId }: LaneVersion, decision: 'approve' | 'request_changes'): Promise<string> {
  const { versionHash } = await lanes.world.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  return await lanes.ask(lanes.world.people.owner, {
    kind: 'decide_version',
    targetId: chainId,
    versionId,
    seenVersionHash: Buffer.from(versionHash ?? []).toString('hex'),
    payload: { decision },
    comment: 'Looked at.',
  });
}

async function keep(version: LaneVersion, key: string): Promise<void> {
  const { tester, owner, executive, admin } = lanes.world.people;
  const scenario = { db: lanes.world.db, tester, owner, executive, admin } as unknown as Parameters<typeof editDraft>[0]['scenario'];
  await editDraft({ scenario, chainId: version.chainId }, version.versionId, [{ key, set: { decision: 'observation' } }]);
}

test('observations open once every test of a line is accepted, are answered by its data owner, and approved after that', async () => {
  const [olaf, tina] = lanes.owners;
  const { cycleReportId } = await tested('LOAN_ID,RATE\nL-1,4.25\nL-2,425\n');
  const draft = await observations(cycleReportId, 'Retail', 1, 'draft');
  const items = await lanes.content(draft);
  const keys = [...items.keys()];
  expect(keys).toHaveLength(2);
  const [key = ''] = keys.filter((one) => !one.startsWith('^'));
  expect(items.get(key)?.data).toMatchObject({ attribute: 'RATE', failed: 1, tested: 2, rates: [] });
  expect(await lanes.world.count(`chain where cycle_report_id = $1 and phase = 'observation-management'`, [cycleReportId])).toBe(1);

  expect(await submit(draft)).toBe('gates_open');
  await keep(draft, key);
  expect(await submit(draft)).toBe('applied');
  expect(await lanes.tasks(draft.chainId)).toEqual([{ task: 'answer', userId: olaf.userId, count: 1 }]);
  expect(await lanes.standing(draft.chainId)).toMatchObject({ state: 'waiting', turn: 'decide' });
  await expect(readAnswers(lanes.world.db, tina, draft)).rejects.toMatchObject({ code: 'not_found' });
  expect(await answer(olaf, draft, 'disputed')).toBe('applied');
  expect(await lanes.tasks(draft.chainId)).toEqual([]);
  expect(await decide(draft, 'approve')).toBe('applied');
  expect(await lanes.standing(draft.chainId)).toMatchObject({ state: 'complete', turn: 'none' });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('a line in which nothing fails has its observations, which are none; a test that fails later is in those that follow', async () => {
  const [olaf] = lanes.owners;
  const { tester, executive } = lanes.world.people;
  const { cycleReportId, evidence } = await tested('LOAN_ID,RATE\nL-1,4.25\nL-2,4.25\n');
  const none = await observations(cycleReportId, 'Retail', 1, 'draft');
  expect((await lanes.content(none)).size).toBe(0);
  expect(await submit(none)).toBe('applied');
  expect(await decide(none, 'approve')).toBe('applied');

  const other = await supply(lanes, olaf, evidence, 'corrected.csv', 'LOAN_ID,RATE\nL-1,4.52\n');
  expect(await other.ask()).toMatchObject({ ok: true });
  expect(await lanes.record(olaf, evidence, { 'RATE/L-1': { evidence: other.claim } })).toBe('applied');
  const replaced = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 3);
  await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 3);
  expect(await lanes.judge(tester, replaced, ['RATE/L-1'], 'accepted')).toBe('applied');
  const due = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 4);
  expect(await lanes.record(tester, due, { 'RATE/L-1': RUN })).toBe('applied');
  const rerun = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 5);
  expect(await lanes.judge(executive, rerun, ['RATE/L-1'], 'accepted')).toBe('applied');

  expect(await lanes.ask(tester, { kind: 'reopen_phase', targetId: none.chainId, comment: 'A rate was wrong after all.' })).toBe('applied');
  const again = await observations(cycleReportId, 'Retail', 2, 'draft');
  const [key = ''] = [...(await lanes.content(again)).keys()].filter((one) => !one.startsWith('^'));
  expect(key).toMatch(/^RATE\//);
  await keep(again, key);
  expect(await submit(again)).toBe('applied');
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('evidence replaced after an accepted run: run outdated, verdict gone, tests and lane not complete, observations stale; a due date moved instead: nothing changes', async () => {
  const [olaf] = lanes.owners;
  const { tester } = lanes.world.people;
  const { cycleReportId, tests, evidence } = await tested('LOAN_ID,RATE\nL-1,4.25\nL-2,4.25\n');
  const none = await observations(cycleReportId, 'Retail', 1, 'draft');
  expect(await submit(none)).toBe('applied');
  expect(await decide(none, 'approve')).toBe('applied');
  const lane = await lanes.world.db.prisma.lane.findFirstOrThrow({ where: { cycleReportId, key: 'Retail' } });
  const state = async () => await laneState(lanes.world.db, lane.id, ['request-info', 'test-execution']);
  const done = {
    complete: ['data-owner-id', 'observation-management', 'request-info', 'test-execution'],
    inside: { lanes: 1, complete: 1 },
  };
  expect(await state()).toMatchObject(done);
  const versions = async () => await lanes.world.count('version where chain_id = any ($1)', [[tests.chainId, none.chainId]]);
  const before = await versions();

  expect(await lanes.record(tester, evidence, { 'RATE/L-1': { dueOn: '2027-01-15' } })).toBe('applied');
  const moved = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 3);
  await waitUntil(
    async () => expect(await lanes.world.count('input_confirmation where upstream_id = $1', [moved.versionId])).toBe(1),
    WAIT,
  );
  expect(await state()).toMatchObject(done);
  expect(await versions()).toBe(before);

  const other = await supply(lanes, olaf, moved, 'corrected.csv', 'LOAN_ID,RATE\nL-1,4.52\n');
  expect(await other.ask()).toMatchObject({ ok: true });
  expect(await lanes.record(olaf, moved, { 'RATE/L-1': { evidence: other.claim } })).toBe('applied');
  const replaced = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 4);
  await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 3);
  expect(await lanes.judge(tester, replaced, ['RATE/L-1'], 'accepted')).toBe('applied');
  const due = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 4);
  const run = (await lanes.content(due)).get('RATE/L-1')?.data;
  expect(run).toMatchObject({ state: 'outdated', run: { number: 1 } });
  const verdicts = await lanes.world.db.prisma.itemDecision.findMany({ where: { chainId: tests.chainId, itemKey: 'RATE/L-1' } });
  expect(verdicts.map(({ itemHash }) => Buffer.from(itemHash).toString('hex') === run?.judged)).toEqual([false]);
  expect(await lanes.tasks(tests.chainId)).toEqual([{ task: 'test', userId: null, count: 1 }]);
  expect(await state()).toMatchObject({ complete: ['data-owner-id', 'request-info'], inside: { lanes: 1, complete: 0 } });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});
