import { existsSync } from 'node:fs';
import path from 'node:path';
import { defaultPlan } from '#contract/default-plan';
import { planPhases } from '#contract/plan';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { PROJECT_ROOT } from '../cli/machine/folders';
import { playUntil } from '../cli/play/acts';
import { choose } from '../cli/play/main';
import { parsePlayOptions } from '../cli/play/play-options';
import { openDifferences } from '../cli/play/reconciling';
import { expect, test } from './stage-fixture';

const FILING = path.join(process.env.COUNTERSIGN_REFERENCE_DATA ?? path.join(PROJECT_ROOT, '..', 'shared', 'data'), 'hmda-2020-filing');
const ARGUMENTS = [
  ['--dictionary', path.join(FILING, 'dictionary', 'fig_2021_table2.json')],
  ['--data', path.join(FILING, 'lar.txt')],
  ['--skip-lines', '1', '--delimiter', '|', '--no-header', '--key', '3'],
  ['--lob-column', '110', '--lob-map', '1=Commercial,2=Retail,1111=Retail'],
  ['--control-line', '1', '--control-field', '13'],
].flat();

/** The phases that run once for the whole report, before any lane. */
const PLANNED = planPhases(defaultPlan({}));
const WHOLE = PLANNED.slice(
  0,
  PLANNED.findIndex(({ within }) => within !== null),
).map(({ node }) => node.phase);

test('the 2020 filing goes through the four phases, and every page of the way can be looked at', async ({ as, preparation }) => {
  test.skip(!existsSync(FILING), `The 2020 filing is not at ${FILING}.`);
  test.setTimeout(300_000);
  const report = await preparation.started('Filing of 2020');
  const { files, options, lob } = await choose(parsePlayOptions(ARGUMENTS));
  await playUntil({ ...preparation.playOf(report.cycleReportId), files, options, lob }, 'sample-selection');
  expect(await openDifferences(preparation.stage)).toBe(0);

  const owner = await as('owner');
  await owner.goto(`/reports/${report.cycleReportId}`);
  const board = owner.getByRole('list', { name: 'Phases' }).getByRole('listitem');
  for (const [index, phase] of WHOLE.entries()) {
    await expect(board.nth(index)).toContainText(PHASE_LABELS[phase]);
    await expect(board.nth(index)).toContainText('Complete');
    await expect(board.nth(index)).toContainText('Approved');
  }
  await expect(board.nth(WHOLE.length)).toContainText('In 2 lanes');
  for (const phase of WHOLE) {
    const place = `/reports/${report.cycleReportId}/${phase}`;
    await owner.goto(place);
    await expect(owner.getByText('Approved', { exact: true }).first(), phase).toBeVisible();
    // A tab may say how much it holds, once that is known: it is found by its place.
    const tabs = owner.getByRole('tablist', { name: 'Parts of this version' }).getByRole('tab');
    expect(await tabs.count(), phase).toBeGreaterThan(1);
    for (let at = 0; at < (await tabs.count()); at += 1) {
      await tabs.nth(at).click();
      await expect(tabs.nth(at)).toHaveAttribute('aria-selected', 'true');
      await expect(owner.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
      await expect(owner.getByRole('tabpanel')).not.toBeEmpty();
    }
    await owner.goto(`${place}/decide?version=1`);
    await expect(owner.getByRole('tab', { name: /^Summary/ }), phase).toBeVisible();
  }
  await owner.goto(`/reports/${report.cycleReportId}/sample-selection/compare?base=1&head=2`);
  await expect(owner.getByRole('heading', { name: 'Compare versions' })).toBeVisible();
});
