import { expect, test } from 'vitest';
import { RENDITION, signedRendition } from '#domain/version/rendition';
import type { LaneWorld } from '../../../test/support/lane-stories';
import { lanesOfThisFile } from '../../../test/support/lanes-of-this-file';
import { LanesToTheEnd } from '../../../test/support/lanes-to-the-end';

let lanes: LaneWorld;
lanesOfThisFile((world) => {
  lanes = world;
});

test('the final report opens when the last of all lines is done, is signed by three people, and closes the report by itself', async () => {
  Object.assign(lanes.test, { attributes: ['RATE'], samples: { 'L-1': 'Retail', 'L-2': 'Retail', 'L-3': 'Commercial' } });
  const cycleReportId = await lanes.toLanes();
  const people = new LanesToTheEnd(lanes, cycleReportId);
  await people.finish({ line: 'Retail', records: ['L-1', 'L-2'] });
  expect(await lanes.world.count(`chain where cycle_report_id = $1 and phase = 'final-report'`, [cycleReportId])).toBe(0);
  await people.finish({ line: 'Commercial', records: ['L-3'] });

  const draft = await people.version('final-report', '', 1, 'draft');
  const summary = (await lanes.content(draft)).get('01-executive-summary')?.data;
  expect(summary?.figures).toContainEqual(expect.objectContaining({ code: 'cases.tested', value: '3' }));
  await people.signed();

  const closings = await lanes.world.db.prisma.command.findMany({ where: { targetId: cycleReportId, kind: 'close_report' } });
  expect(closings).toMatchObject([{ actorId: null, actorRole: 'system' }]);
  const documents = await lanes.world.db.prisma.rendition.findMany({ where: { versionId: draft.versionId }, orderBy: { recipe: 'asc' } });
  expect(documents.map(({ recipe }) => recipe)).toEqual([RENDITION, signedRendition(RENDITION)]);
  expect(documents[1]?.createdAt.getTime()).toBeLessThan(closings[0]?.createdAt.getTime() ?? 0);
  expect(await lanes.standing(draft.chainId)).toMatchObject({ state: 'complete', turn: 'none' });
  expect(await lanes.problems(cycleReportId)).toEqual([]);
});
