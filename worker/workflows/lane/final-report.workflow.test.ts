import { expect, test } from 'vitest';
import { RENDITION, signedRendition } from '#domain/version/rendition';
import { supply } from '../../../test/support/lane-evidence';
import type { LaneVersion, LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';
import { waitUntil } from '../../../test/support/wait-until';
import { openAll, signatureOf } from '../../../test/support/world/signing';
import type { Person } from '../../../test/support/world/world';

let lanes: LaneWorld;
lanesOfThisFile((world) => {
  lanes = world;
});

const WAIT = { timeout: 30_000, interval: 25 };
const RUN = { run: { method: 'automatic', because: '' } };

/** Waits until a phase has a version of this number in this status. */
async function versionOf(cycleReportId: string, phase: string, instance: string, number: number, status: string): Promise<LaneVersion> {
  return await waitUntil(async () => {
    const found = await lanes.world.db.prisma.version.findFirstOrThrow({
      where: { number, status: status as 'draft', chain: { cycleReportId, phase, instance } },
    });
    return { versionId: found.id, chainId: found.chainId, number };
  }, WAIT);
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

/** Waits for the document that is signed. */
async function documentOf(versionId: string): Promise<string> {
  return await waitUntil(async () => {
    const { sha256 } = await lanes.world.db.prisma.rendition.findFirstOrThrow({ where: { versionId, recipe: RENDITION } });
    return sha256;
  }, WAIT);
}

async function decide(by: Person, { versionId, chainId }: LaneVersion, decision: 'approve' | 'sign'): Promise<string> {
  const { db } = lanes.world;
  const { versionHash } = await db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  if (decision === 'sign') await openAll({ db }, by, versionId);
  const signature = decision === 'sign' ? { signature: await signatureOf({ db }, by, await documentOf(versionId)) } : {};
  return await lanes.ask(by, {
    kind: 'decide_version',
    targetId: chainId,
    versionId,
    seenVersionHash: Buffer.from(versionHash ?? []).toString('hex'),
    payload: { decision, ...signature },
    comment: '',
  });
}

/** Tests the one attribute of a line of business by its one owner, without a failure, and has that observed. */
async function finish(cycleReportId: string, line: 'Retail' | 'Commercial', records: readonly string[], number: number): Promise<void> {
  const [olaf] = lanes.owners;
  const { tester, executive, owner } = lanes.world.people;
  const dataExecutive = line === 'Retail' ? lanes.retail : lanes.commercial;
  expect(await lanes.assign(dataExecutive, await lanes.owners5(cycleReportId, line, 1), { RATE: olaf })).toBe('applied');
  expect(await lanes.judge(olaf, await lanes.owners5(cycleReportId, line, 2), ['RATE'], 'acknowledged')).toBe('applied');
  const asked = await lanes.recorded(cycleReportId, 'request-info', `${line}/1`, 1);
  const { claim, ask } = await supply(
    lanes,
    olaf,
    asked,
    'rates.csv',
    ['LOAN_ID,RATE', ...records.map((record) => `${record},4.25`), ''].join('\n'),
  );
  expect(await ask()).toMatchObject({ ok: true });
  const cases = records.map((record) => `RATE/${record}`);
  expect(await lanes.record(olaf, asked, Object.fromEntries(cases.map((one) => [one, { evidence: claim }])))).toBe('applied');
  const evidence = await lanes.recorded(cycleReportId, 'request-info', `${line}/1`, 2);
  expect(await lanes.judge(tester, evidence, cases, 'accepted')).toBe('applied');
  const listed = await lanes.recorded(cycleReportId, 'test-execution', `${line}/1`, 1);
  expect(await lanes.record(tester, listed, Object.fromEntries(cases.map((one) => [one, RUN])))).toBe('applied');
  expect(await lanes.judge(executive, await lanes.recorded(cycleReportId, 'test-execution', `${line}/1`, 2), cases, 'accepted')).toBe(
    'applied',
  );
  const none = await versionOf(cycleReportId, 'observation-management', line, number, 'draft');
  expect(await submit(none)).toBe('applied');
  expect(await decide(owner, none, 'approve')).toBe('applied');
}

test('the final report opens when the last of all lines is done, is signed by three people, and closes the report by itself', async () => {
  Object.assign(lanes.test, { attributes: ['RATE'], samples: { 'L-1': 'Retail', 'L-2': 'Retail', 'L-3': 'Commercial' } });
  const cycleReportId = await lanes.toLanes();
  await finish(cycleReportId, 'Retail', ['L-1', 'L-2'], 1);
  expect(await lanes.world.count(`chain where cycle_report_id = $1 and phase = 'final-report'`, [cycleReportId])).toBe(0);
  await finish(cycleReportId, 'Commercial', ['L-3'], 1);

  const draft = await versionOf(cycleReportId, 'final-report', '', 1, 'draft');
  const summary = (await lanes.content(draft)).get('01-executive-summary')?.data;
  expect(summary?.figures).toContainEqual(expect.objectContaining({ code: 'cases.tested', value: '3' }));
  expect(await submit(draft)).toBe('applied');
  const { tester, executive, owner } = lanes.world.people;
  expect(await decide(tester, draft, 'sign')).toBe('applied');
  expect(await decide(owner, draft, 'sign')).toBe('applied');
  expect(await decide(executive, draft, 'sign')).toBe('applied');

  const closed = await waitUntil(async () => {
    const row = await lanes.world.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: cycleReportId } });
    if (row.closedAt === null) throw new Error('not closed yet');
    return row;
  }, WAIT);
  expect(closed.closedAt).not.toBeNull();
  const closings = await lanes.world.db.prisma.command.findMany({ where: { targetId: cycleReportId, kind: 'close_report' } });
  expect(closings).toMatchObject([{ actorId: null, actorRole: 'system' }]);
  const documents = await lanes.world.db.prisma.rendition.findMany({ where: { versionId: draft.versionId }, orderBy: { recipe: 'asc' } });
  expect(documents.map(({ recipe }) => recipe)).toEqual([RENDITION, signedRendition(RENDITION)]);
  expect(documents[1]?.createdAt.getTime()).toBeLessThan(closings[0]?.createdAt.getTime() ?? 0);
  expect(await lanes.standing(draft.chainId)).toMatchObject({ state: 'complete', turn: 'none' });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});
