import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { laneWorkflowId, phaseWorkflowId } from '#contract/names';
import { supply } from '../../../test/support/lane-evidence';
import type { LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';
import { waitUntil } from '../../../test/support/wait-until';

let lanes: LaneWorld;
let env: TestWorkflowEnvironment;
lanesOfThisFile((world, server) => {
  lanes = world;
  env = server;
});

const LOST = { unobtainable: 'The paper file was destroyed in 2024.' };

/** The keys of what is asked for in a version. */
const asked = async (version: Parameters<LaneWorld['content']>[0]) => [...(await lanes.content(version)).keys()];

test('each data owner is asked in a lane of their own; who takes over is asked once for what was not accepted', async () => {
  const { retail, world, owners } = lanes;
  const [olaf, tina] = owners;
  const cycleReportId = await lanes.toLanes();
  const first = await lanes.owners5(cycleReportId, 'Retail', 1);
  expect(await lanes.assign(retail, first, { RATE: olaf, INCOME: tina })).toBe('applied');
  const olafs = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  const tinas = await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 1);
  expect(await asked(olafs)).toEqual(['RATE/L-1', 'RATE/L-2']);
  expect(await asked(tinas)).toEqual(['INCOME/L-1', 'INCOME/L-2']);
  expect(await lanes.tasks(olafs.chainId)).toEqual([{ task: 'provide', userId: olaf.userId, count: 2 }]);
  expect((await lanes.content(olafs)).get('RATE/L-1')?.data).toMatchObject({
    attributeName: 'Name of RATE',
    source: 'Servicing',
    record: 'L-1',
    ask: 'Evidence of Name of RATE for L-1, from Servicing.',
    evidence: null,
    unobtainable: '',
  });

  // A colleague of the same line, and its Data Executive, record nothing here.
  await expect(lanes.record(tina, olafs, { 'RATE/L-1': LOST })).rejects.toMatchObject({ code: 'not_found' });
  await expect(lanes.record(retail, olafs, { 'RATE/L-1': LOST })).rejects.toMatchObject({ code: 'not_permitted' });
  expect(await lanes.record(olaf, olafs, { 'RATE/L-1': { ask: 'Nothing.' } })).toBe('not_permitted');
  expect(await lanes.record(olaf, olafs, { 'RATE/L-1': LOST })).toBe('applied');
  const said = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
  const { executive, tester } = world.people;
  expect(await lanes.judge(tester, said, ['RATE/L-1'], 'accepted')).toBe('invalid_input');
  expect(await lanes.judge(executive, said, ['RATE/L-2'], 'accepted')).toBe('invalid_input');
  expect(await lanes.judge(executive, said, ['RATE/L-1'], 'accepted')).toBe('applied');
  expect(await lanes.tasks(olafs.chainId)).toEqual([{ task: 'provide', userId: olaf.userId, count: 1 }]);

  const named = await lanes.owners5(cycleReportId, 'Retail', 2);
  expect(await lanes.assign(retail, named, { RATE: tina }, 'Took over the portfolio.')).toBe('applied');
  const left = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 3);
  expect(await asked(left)).toEqual(['RATE/L-1']);
  const gained = await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 2);
  expect(await asked(gained)).toEqual(['INCOME/L-1', 'INCOME/L-2', 'RATE/L-2']);
  expect(await lanes.record(olaf, said, { 'RATE/L-2': LOST })).toBe('stale_items');
  await waitUntil(async () => expect(await lanes.standing(olafs.chainId)).toMatchObject({ state: 'complete', turn: 'none' }), {
    timeout: 30_000,
    interval: 25,
  });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('one file answers many cases; what it shows is looked at first, judged by the tester, and replaced when it is sent back', async () => {
  const { retail, world, owners } = lanes;
  const [olaf, tina] = owners;
  const { tester } = world.people;
  const cycleReportId = await lanes.toLanes();
  const owned = await lanes.owners5(cycleReportId, 'Retail', 1);
  expect(await lanes.assign(retail, owned, { RATE: olaf, INCOME: tina })).toBe('applied');
  const asked = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 1);

  const { claim, ask } = await supply(lanes, olaf, asked, 'rates.csv', 'LOAN_ID,RATE\nL-1,4.25\nL-3,4.25\n');
  const answered = { 'RATE/L-1': { evidence: claim }, 'RATE/L-2': { evidence: claim } };
  expect(await lanes.record(olaf, asked, answered)).toBe('file_not_checked');
  expect(await ask()).toMatchObject({
    ok: true,
    value: {
      answers: {
        cases: 2,
        isSilent: false,
        found: [
          { itemKey: 'RATE/L-1', result: 'pass', at: { row: 2 } },
          { itemKey: 'RATE/L-2', result: 'warning' },
        ],
      },
    },
  });
  expect(await lanes.record(olaf, asked, { 'RATE/L-1': { evidence: { ...claim, asOf: 'soon' } } })).toBe('invalid_input');
  expect(await lanes.record(olaf, asked, { 'RATE/L-1': { evidence: { ...claim, sort: 'extract' } } })).toBe('invalid_input');
  expect(await lanes.record(olaf, asked, answered)).toBe('applied');
  const supplied = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
  const items = await lanes.content(supplied);
  expect(items.get('RATE/L-1')?.data).toMatchObject({
    checked: 'pass',
    evidence: { fileName: 'rates.csv', at: { row: 2 }, submission: 1 },
  });
  expect(items.get('RATE/L-2')?.data).toMatchObject({ checked: 'warning', evidence: { check: { value: 'found' } } });
  expect(await lanes.tasks(asked.chainId)).toEqual([{ task: 'review', userId: null, count: 2 }]);

  // A file of one owner is none of the other's.
  const other = await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 1);
  expect(await lanes.record(tina, other, { 'INCOME/L-1': { evidence: claim } })).toBe('not_found');

  expect(await lanes.judge(tester, supplied, ['RATE/L-1'], 'accepted')).toBe('applied');
  expect(await lanes.judge(tester, supplied, ['RATE/L-2'], 'needs_revision', 'Loan L-2 is not in it.')).toBe('applied');
  expect(await lanes.tasks(asked.chainId)).toEqual([{ task: 'provide', userId: olaf.userId, count: 1 }]);
  // A due date moved leaves what was accepted; other evidence does not leave what was sent back.
  expect(await lanes.record(tester, supplied, { 'RATE/L-1': { dueOn: '2027-01-15' } })).toBe('applied');
  const moved = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 3);
  expect(await lanes.tasks(asked.chainId)).toEqual([{ task: 'provide', userId: olaf.userId, count: 1 }]);
  // Its columns are called otherwise: the owner says which they are, and that is on record with what was read by it.
  const second = await supply(lanes, olaf, moved, 'rates-again.csv', 'Loan no.,Interest,Spread\nL-2,4.25,1\n');
  const columns = { LOAN_ID: 'Loan no.', RATE: 'Interest' };
  const unnamed = {
    headings: ['Loan no.', 'Interest', 'Spread'],
    columns: [
      { code: 'LOAN_ID', heading: null },
      { code: 'RATE', heading: null },
    ],
  };
  expect(await second.ask()).toMatchObject({ ok: true, value: { answers: unnamed } });
  expect(await second.ask(columns)).toMatchObject({
    ok: true,
    value: {
      answers: {
        columns: [
          { code: 'LOAN_ID', heading: 'Loan no.' },
          { code: 'RATE', heading: 'Interest' },
        ],
      },
    },
  });
  const missing = { ...second.claim, columns: { RATE: 'Coupon' } };
  expect(await lanes.record(olaf, moved, { 'RATE/L-2': { evidence: missing } })).toBe('invalid_input');
  const refused = await world.db.prisma.receipt.findMany({ where: { detail: { contains: 'column' } } });
  expect(refused.map(({ detail }) => detail)).toEqual(['The file has no column “Coupon”, which is named for RATE.']);
  const named = { ...second.claim, columns: { ...columns, INCOME: 'Spread' } };
  expect(await lanes.record(olaf, moved, { 'RATE/L-2': { evidence: named } })).toBe('applied');
  const again = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 4);
  const { evidence } = (await lanes.content(again)).get('RATE/L-2')?.data ?? {};
  expect(evidence).toMatchObject({ submission: 2, check: { result: 'pass', read: '4.25' } });
  expect(evidence).toHaveProperty('columns', columns);
  expect(await lanes.judge(tester, supplied, ['RATE/L-2'], 'accepted')).toBe('stale_items');
  expect(await lanes.judge(tester, again, ['RATE/L-2'], 'accepted')).toBe('applied');
  expect(await lanes.standing(asked.chainId)).toMatchObject({ state: 'complete', turn: 'none', passed: 2, due: 2 });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});

test('an owner with nothing left is asked no more, a sample that changes is asked for anew, and closing ends them all', async () => {
  const { retail, world, owners, test: tested } = lanes;
  const [olaf, tina] = owners;
  const cycleReportId = await lanes.toLanes();
  expect(await lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 1), { RATE: olaf })).toBe('applied');
  const olafs = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 1);
  expect(await lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 2), { RATE: tina }, 'Olaf has left.')).toBe('applied');
  const tinas = await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 1);
  expect(await asked(tinas)).toEqual(['RATE/L-1', 'RATE/L-2']);
  expect(await world.count(`lane where retired_at is not null and owner_id = $1`, [olaf.userId])).toBe(1);
  expect(await lanes.standing(olafs.chainId)).toMatchObject({ state: 'complete', turn: 'none' });
  const empty = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 2);
  expect(await asked(empty)).toEqual([]);

  Object.assign(tested, { samples: { 'L-1': 'Retail', 'L-9': 'Retail', 'L-3': 'Commercial' } });
  await lanes.again(cycleReportId, 'sample-selection', 2);
  const again = await lanes.recorded(cycleReportId, 'request-info', 'Retail/2', 2);
  expect(await asked(again)).toEqual(['RATE/L-1', 'RATE/L-9']);

  expect(await lanes.assign(retail, await lanes.owners5(cycleReportId, 'Retail', 3), { RATE: olaf }, 'He is back.')).toBe('applied');
  const back = await lanes.recorded(cycleReportId, 'request-info', 'Retail/1', 3);
  expect(await asked(back)).toEqual(['RATE/L-1', 'RATE/L-9']);
  expect(await lanes.problems(cycleReportId)).toEqual([]);

  const { commandId } = await world.send('executive', { kind: 'close_report', targetId: cycleReportId, comment: 'Done' });
  expect(await world.receipt(commandId)).toBe('applied');
  for (const workflowId of [laneWorkflowId(cycleReportId, 'Retail/1'), phaseWorkflowId(cycleReportId, 'request-info', 'Retail/2')])
    await env.client.workflow.getHandle(workflowId).result();
});
