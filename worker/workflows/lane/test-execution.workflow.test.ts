import { expect, test } from 'vitest';
import { supply } from '../../../test/support/lane-evidence';
import type { LaneVersion, LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';
import { waitUntil } from '../../../test/support/wait-until';

let lanes: LaneWorld;
lanesOfThisFile((world) => {
  lanes = world;
});

const WAIT = { timeout: 30_000, interval: 25 };
const RUN = { run: { method: 'automatic', because: '' } };
const AGAIN = { run: { method: 'automatic', because: 'To be sure.' } };

/** Asks Olaf for the rates of two loans, and has a table of theirs supplied: one as reported, one that says another value. */
async function supplied(table: string): Promise<{ cycleReportId: string; answered: LaneVersion }> {
  const [olaf] = lanes.owners;
  const cycleReportId = await lanes.toLanes();
  expect(await lanes.assign(lanes.retail, await lanes.owners5(cycleReportId, 'Retail', 1), { RATE: olaf })).toBe('applied');
  const asked = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  const { claim, ask } = await supply(lanes, olaf, asked, 'rates.csv', table);
  expect(await ask()).toMatchObject({ ok: true });
  expect(await lanes.record(olaf, asked, { 'RATE/L-1': { evidence: claim }, 'RATE/L-2': { evidence: claim } })).toBe('applied');
  return { cycleReportId, answered: await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2) };
}

/** State, result and difference of each test of a version. */
async function results(version: LaneVersion): Promise<Record<string, unknown[]>> {
  const items = await lanes.content(version);
  return Object.fromEntries([...items].map(([key, { data }]) => [key, [data.state, data.shown, data.pattern]]));
}

test('tests open with the first evidence that is accepted, are run on what it shows, and stand once a Test Executive accepts them', async () => {
  const { tester, executive } = lanes.world.people;
  const [olaf] = lanes.owners;
  const { cycleReportId, answered } = await supplied('LOAN_ID,RATE\nL-1,4.25\nL-2,5.25\n');
  expect(await lanes.judge(tester, answered, ['RATE/L-1'], 'accepted')).toBe('applied');
  const first = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 1);
  expect(await results(first)).toEqual({ 'RATE/L-1': ['to-run', '4.25', null], 'RATE/L-2': ['waiting', null, null] });
  expect(await lanes.tasks(first.chainId)).toEqual([{ task: 'test', userId: null, count: 1 }]);

  // Data roles have no part in what their evidence comes to.
  await expect(lanes.record(olaf, first, { 'RATE/L-1': RUN })).rejects.toMatchObject({ code: 'not_found' });
  await expect(lanes.record(lanes.retail, first, { 'RATE/L-1': RUN })).rejects.toMatchObject({ code: 'not_found' });
  expect(await lanes.record(tester, first, { 'RATE/L-2': RUN })).toBe('evidence_not_accepted');
  expect(await lanes.record(tester, first, { 'RATE/L-1': RUN })).toBe('applied');
  const ran = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 2);
  expect(await results(ran)).toEqual({ 'RATE/L-1': ['pass', '4.25', null], 'RATE/L-2': ['waiting', null, null] });
  expect(await lanes.tasks(first.chainId)).toEqual([{ task: 'check', userId: null, count: 1 }]);
  expect(await lanes.judge(executive, ran, ['RATE/L-2'], 'accepted')).toBe('invalid_input');
  expect(await lanes.judge(executive, ran, ['RATE/L-1'], 'accepted')).toBe('applied');
  expect(await lanes.tasks(first.chainId)).toEqual([]);
  expect(await lanes.standing(first.chainId)).toMatchObject({ state: 'waiting', turn: 'none' });

  expect(await lanes.judge(tester, answered, ['RATE/L-2'], 'accepted')).toBe('applied');
  const listed = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 3);
  expect(await results(listed)).toEqual({ 'RATE/L-1': ['pass', '4.25', null], 'RATE/L-2': ['to-run', '5.25', null] });
  expect(await lanes.record(tester, listed, { 'RATE/L-1': RUN })).toBe('reason_required');
  expect(await lanes.record(tester, listed, { 'RATE/L-2': RUN })).toBe('applied');
  const failed = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 4);
  expect((await lanes.content(failed)).get('RATE/L-2')?.data).toMatchObject({
    state: 'fail',
    run: { number: 1, reason: 'initial', method: 'automatic', value: '5.25', reported: '4.25' },
  });
  expect(await lanes.judge(executive, failed, ['RATE/L-2'], 'rejected', 'Is that the rate of March?')).toBe('applied');
  expect(await lanes.tasks(first.chainId)).toEqual([{ task: 'test', userId: null, count: 1 }]);
  expect(await lanes.record(tester, failed, { 'RATE/L-2': AGAIN })).toBe('applied');
  const again = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 5);
  expect((await lanes.content(again)).get('RATE/L-2')?.data).toMatchObject({ run: { number: 2, reason: 'retry', because: 'To be sure.' } });
  expect(await lanes.judge(executive, failed, ['RATE/L-2'], 'accepted')).toBe('stale_items');
  expect(await lanes.judge(executive, again, ['RATE/L-2'], 'accepted')).toBe('applied');
  expect(await lanes.standing(first.chainId)).toMatchObject({ state: 'complete', turn: 'none', passed: 2, due: 2 });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('evidence replaced after an accepted run: the run is outdated and its verdict gone; a due date moved: nothing changes', async () => {
  const { tester, executive } = lanes.world.people;
  const [olaf] = lanes.owners;
  const { cycleReportId, answered } = await supplied('LOAN_ID,RATE\nL-1,4.25\nL-2,4.25\n');
  expect(await lanes.judge(tester, answered, ['RATE/L-1', 'RATE/L-2'], 'accepted')).toBe('applied');
  const listed = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 1);
  expect(await lanes.record(tester, listed, { 'RATE/L-1': RUN, 'RATE/L-2': RUN })).toBe('applied');
  const ran = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 2);
  expect(await lanes.judge(executive, ran, ['RATE/L-1', 'RATE/L-2'], 'accepted')).toBe('applied');
  const complete = { state: 'complete', turn: 'none', passed: 2, due: 2 };
  expect(await lanes.standing(listed.chainId)).toMatchObject(complete);

  expect(await lanes.record(tester, answered, { 'RATE/L-1': { dueOn: '2027-01-15' } })).toBe('applied');
  const moved = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 3);
  await waitUntil(
    async () => expect(await lanes.world.count('input_confirmation where upstream_id = $1', [moved.versionId])).toBe(1),
    WAIT,
  );
  expect(await lanes.standing(listed.chainId)).toMatchObject(complete);
  expect(await lanes.world.count('version where chain_id = $1', [listed.chainId])).toBe(2);

  const other = await supply(lanes, olaf, moved, 'corrected.csv', 'LOAN_ID,RATE\nL-1,4.52\n');
  expect(await other.ask()).toMatchObject({ ok: true });
  expect(await lanes.record(olaf, moved, { 'RATE/L-1': { evidence: other.claim } })).toBe('applied');
  const replaced = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 4);
  const waiting = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 3);
  expect(await results(waiting)).toEqual({ 'RATE/L-1': ['waiting', null, null], 'RATE/L-2': ['pass', '4.25', null] });
  expect(await lanes.standing(listed.chainId)).not.toMatchObject({ state: 'complete' });
  expect(await lanes.judge(tester, replaced, ['RATE/L-1'], 'accepted')).toBe('applied');
  const due = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 4);
  expect(await results(due)).toEqual({ 'RATE/L-1': ['outdated', '4.52', null], 'RATE/L-2': ['pass', '4.25', null] });
  expect(await lanes.tasks(listed.chainId)).toEqual([{ task: 'test', userId: null, count: 1 }]);
  expect(await lanes.record(tester, due, { 'RATE/L-1': RUN })).toBe('applied');
  const rerun = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 5);
  expect((await lanes.content(rerun)).get('RATE/L-1')?.data).toMatchObject({
    state: 'fail',
    run: { reason: 'evidence-updated', number: 2 },
  });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('a comparison that is looser than usual wants a reason, makes runs outdated, and stands for tests that come later; a value is read by hand', async () => {
  const { tester, executive } = lanes.world.people;
  const { cycleReportId, answered } = await supplied('LOAN_ID,RATE\nL-1,4.250\nL-2,4.25\n');
  expect(await lanes.judge(tester, answered, ['RATE/L-1', 'RATE/L-2'], 'accepted')).toBe('applied');
  const listed = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 1);
  expect(await lanes.record(tester, listed, { 'RATE/L-1': RUN, 'RATE/L-2': RUN })).toBe('applied');
  const ran = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 2);
  expect(await lanes.judge(executive, ran, ['RATE/L-2'], 'accepted')).toBe('applied');
  const asNumber = { comparator: 'number', absolute: '0.5', relativePercent: null, days: null, separators: [], ignoreCase: false };
  const setting = (reason: string) => ({ setting: { ...asNumber, reason } });
  const both = (reason: string) => ({ 'RATE/L-1': setting(reason), 'RATE/L-2': setting(reason) });
  expect(await lanes.record(tester, ran, both(' '))).toBe('reason_required');
  expect(await lanes.record(tester, ran, { 'RATE/L-1': { setting: { ...asNumber, days: 3, reason: 'x' } } })).toBe('invalid_input');
  await expect(lanes.record(executive, ran, both('x'))).rejects.toMatchObject({ code: 'not_permitted' });
  expect(await lanes.record(tester, ran, both('Rates are rounded at source.'))).toBe('applied');
  const looser = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 3);
  expect(await results(looser)).toEqual({ 'RATE/L-1': ['outdated', '4.250', null], 'RATE/L-2': ['outdated', '4.25', null] });

  const byHand = { method: 'manual', because: '', value: '4.75', place: 'Page 3', rationale: 'The note says 4¾.' };
  expect(await lanes.record(tester, looser, { 'RATE/L-1': { run: { ...byHand, place: ' ' } } })).toBe('invalid_input');
  expect(await lanes.record(tester, looser, { 'RATE/L-1': { run: byHand }, 'RATE/L-2': RUN })).toBe('applied');
  const done = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 4);
  expect((await lanes.content(done)).get('RATE/L-1')?.data).toMatchObject({
    state: 'pass',
    looser: true,
    run: { method: 'manual', reason: 'manual', value: '4.75', place: 'Page 3', evidence: { fileName: 'rates.csv', requestVersion: 2 } },
  });
  expect((await lanes.content(done)).get('RATE/L-2')?.data).toMatchObject({ state: 'pass', run: { reason: 'setting-changed', number: 2 } });
  expect(await lanes.tasks(listed.chainId)).toEqual([{ task: 'check', userId: null, count: 2 }]);

  Object.assign(lanes.test, { samples: { 'L-1': 'Retail', 'L-2': 'Retail', 'L-9': 'Retail', 'L-3': 'Commercial' } });
  await lanes.again(cycleReportId, 'sample-selection', 2);
  const more = await lanes.recorded(cycleReportId, 'test-execution', 'Retail/1', 5);
  expect((await lanes.content(more)).get('RATE/L-9')?.data).toMatchObject({ state: 'waiting', looser: true, setting: { absolute: '0.5' } });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});
