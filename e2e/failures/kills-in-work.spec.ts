import { readItems } from '#data/version/items.queries';
import type { Json } from '#domain/item/json';
import { playBefore, playUntil } from '../../cli/play/acts';
import { DOUBTED_RULE } from '../../cli/play/demo-last-acts';
import { profile, profileInto } from '../../cli/play/profiling-act';
import { editOne, itemOf, loosened } from '../../cli/play/rounds';
import { draw } from '../../cli/play/sampling-act';
import { expect, test } from '../fixtures';
import { type Cut, cutsOfThisRun } from './cuts';
import { Fire } from './fire';

/** In the middle of long work: while it reads and stages, and while what it made is merged. */
const CUTS: readonly Cut[] = [
  ['work_staging', 'Analysis'],
  ['work_staging', 'PostgreSQL'],
  ['work_staging', 'Temporal', 'Web'],
  ['version_item', 'Worker'],
  ['version_item', 'PostgreSQL'],
];
const DRAWN = 10;

test.describe.configure({ mode: 'serial', timeout: 600_000 });

let fire: Fire;
test.beforeAll(async () => {
  fire = await Fire.light();
});
test.afterAll(async () => {
  await fire.out();
});

test('a profile survives a kill in its middle, and finds what an undisturbed one finds', async ({ as, onPurpose }) => {
  // The page that is looked at stays open while services are killed.
  onPurpose.has = 'outages';
  const quiet = await fire.report('Profile undisturbed');
  await playUntil(quiet, 'planning');
  const expected = await resultsOf(quiet.stage, await profileInto(quiet.stage, quiet.tester, quiet.cycleReportId, []));
  const [first, ...later] = cutsOfThisRun(CUTS);
  if (!first) throw new Error('nothing is cut off');

  const play = await fire.report('Profile under fire');
  const { stage, tester, cycleReportId } = play;
  await playUntil(play, 'planning');
  await stage.versionNumbered(tester, cycleReportId, 'data-profiling', 1);
  const draft = await fire.cutOff(first, () => profileInto(stage, tester, cycleReportId, []));
  expect(await resultsOf(stage, draft)).toEqual(expected);

  if (first.includes('Analysis')) {
    // Whoever looks after the processes reads of an attempt whose worker died what became of it.
    const executive = await as('executive');
    await executive.goto('/workflows/attempts?activity=runWork&days=1');
    await expect(executive.getByRole('table', { name: 'Attempts' }).getByText('Lost with its worker').first()).toBeVisible();
  }

  const { data } = await itemOf(stage, tester, draft.id, DOUBTED_RULE.key);
  for (const [index, cut] of later.entries()) {
    await editOne(stage, tester, draft.id, DOUBTED_RULE.key, {
      expression: index % 2 === 0 ? loosened(String(data.expression), DOUBTED_RULE.value) : String(data.expression),
    });
    await fire.cutOff(cut, () => profile(stage, tester, draft, false, `, ${cut.join(', ')}`));
    const { result } = (await itemOf(stage, tester, draft.id, DOUBTED_RULE.key)).data;
    expect(result, cut.join(', ')).toMatchObject({ status: 'ran', tested: (data.result as { tested: number }).tested });
  }
  await editOne(stage, tester, draft.id, DOUBTED_RULE.key, { expression: String(data.expression) });
  await profile(stage, tester, draft, false, ', undisturbed');
  expect(await resultsOf(stage, draft)).toEqual(expected);
  await fire.expectPromisesKept();

  /** What every rule found, by its code. */
  async function resultsOf(at: typeof quiet.stage, version: { id: string }): Promise<Record<string, Json | undefined>> {
    const found: Record<string, Json | undefined> = {};
    for (let after: string | null = null; ; ) {
      const page = await readItems(at.db, quiet.tester, { versionId: version.id, after, limit: 200 });
      for (const { key, data: rule } of page.rows) found[key] = rule.result;
      after = page.next;
      if (after === null) return found;
    }
  }
});

test('a draw survives a kill in its middle, and draws once', async () => {
  const play = await fire.report('Draws under fire');
  const { stage, tester, cycleReportId } = play;
  await playBefore(play, 'sample-selection');
  const draft = await stage.versionNumbered(tester, cycleReportId, 'sample-selection', 1);
  for (const [index, cut] of cutsOfThisRun(CUTS).entries()) {
    const drawn = await fire.cutOff(cut, () =>
      draw(stage, tester, draft, `drew, ${cut.join(', ')}`, {
        method: 'judgmental',
        keys: [],
        filter: { all: [] },
        count: DRAWN,
        seed: `fire ${index}`,
        reason: 'Under fire.',
        lob: play.lob,
      }),
    );
    expect(drawn.itemCount, cut.join(', ')).toBe((index + 1) * DRAWN);
  }
  await fire.expectPromisesKept();
});
