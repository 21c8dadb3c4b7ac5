import { livingOwnersLanes } from '#data/lanes/owners-lanes.queries';
import { playUntil } from '../cli/play/acts';
import { lookAt } from './pages/page-look';
import { TestsPage } from './pages/tests-page';
import { expect, test } from './stage-fixture';

/** Sending, processing and reading again. */
const APPLIED = { timeout: 30_000 };

test('the tester runs what the evidence shows, and a Test Executive accepts or rejects what came of it', async ({ as, preparation }) => {
  test.setTimeout(400_000);
  const { stage } = preparation;
  const { cycleReportId } = await preparation.started('Tests');
  await playUntil(preparation.playOf(cycleReportId, 'tests'), 'request-info');
  const [lane] = await livingOwnersLanes(stage.db, cycleReportId);
  if (lane === undefined) throw new Error('nobody was asked for evidence');
  const instance = lane.key;
  await stage.versionAt(preparation.cast.tester, { cycleReportId, phase: 'test-execution', instance }, 1);

  const tester = await as('tester');
  await tester.goto('/inbox');
  await expect(tester.getByText('Run tests').first()).toBeVisible(APPLIED);
  const running = await TestsPage.open(tester, cycleReportId, instance);

  await test.step('all that is due is run at once, and failures are counted by what is wrong with them', async () => {
    await expect(running.waiting('to run')).toBeVisible(APPLIED);
    await running.button('Run what is due').click();
    await expect(tester.getByText(/^[\d,]+ tests? run$/)).toBeVisible(APPLIED);
    await expect(running.waiting('to review')).toBeVisible(APPLIED);
    await tester.getByRole('tab', { name: 'Results' }).click();
    await expect(tester.getByRole('heading', { name: 'Failures by pattern' })).toBeVisible();
    const at = new URL(tester.url());
    await lookAt(tester, {
      name: 'tests-results',
      path: `${at.pathname}${at.search}`,
      shows: (seen) => seen.getByRole('heading', { name: 'Failures by pattern' }),
    });
    await tester.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('samples by attributes show where failures are, and lead to them', async () => {
    await tester.getByRole('tab', { name: 'By record' }).click();
    const grid = tester.getByRole('grid', { name: 'Samples by attributes' });
    await expect(grid.getByRole('link', { name: /: Fail$/ }).first()).toBeVisible();
    const at = new URL(tester.url());
    await lookAt(tester, {
      name: 'tests-matrix',
      path: `${at.pathname}${at.search}`,
      shows: (seen) => seen.getByRole('grid', { name: 'Samples by attributes' }),
    });
    await tester.setViewportSize({ width: 1280, height: 800 });
    const failure = grid.getByRole('link', { name: /: Fail$/ }).first();
    await failure.focus();
    await tester.keyboard.press('ArrowDown');
    await expect(failure).not.toBeFocused();
    await failure.click();
    await expect(tester.getByRole('region', { name: 'Test' })).toContainText('Difference');
  });

  await test.step('a failure says what differs; a value that was read by hand is compared as any other', async () => {
    await TestsPage.open(tester, cycleReportId, instance);
    await running.button(/^Failed [\d,]+$/).click();
    const panel = await running.openFirst();
    const region = panel.getByRole('region', { name: 'Test' });
    await expect(region.getByText('Difference')).toBeVisible();
    const at = new URL(tester.url());
    await lookAt(tester, {
      name: 'tests-failure',
      path: `${at.pathname}${at.search}`,
      shows: (seen) => seen.getByRole('region', { name: 'Test' }),
    });
    await tester.setViewportSize({ width: 1280, height: 800 });
    const [download] = await Promise.all([
      tester.waitForEvent('download'),
      region.getByRole('link', { name: /fictional-extract/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^fictional-extract-.*\.csv$/);
    await panel.getByRole('button', { name: 'By hand…' }).click();
    await running.dialog.getByLabel('The evidence shows').fill('Neither');
    await running.dialog.getByLabel('Where it stands').fill('Line 7');
    await expect(running.dialog.getByRole('button', { name: 'Run' })).toHaveAttribute('aria-disabled', 'true');
    await running.dialog.getByLabel('How you came to it').fill('The second line holds for this loan.');
    await running.dialog.getByRole('button', { name: 'Run' }).click();
    await expect(region.getByText('Run 2')).toBeVisible(APPLIED);
    await expect(region).toContainText('Neither, read at Line 7');
    await tester.keyboard.press('Escape');
  });

  await test.step('a comparison that is looser than usual wants a reason', async () => {
    await running.selectFirst(1);
    await running.button('How values are compared…').click();
    const { dialog } = running;
    await dialog.getByLabel('Compared as').selectOption('text');
    await expect(dialog.getByRole('button', { name: 'Compare so' })).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel('Why it is compared so').fill('The system writes it in words.');
    await dialog.getByRole('button', { name: 'Compare so' }).click();
    await expect(running.waiting('to run')).toBeVisible(APPLIED);
    await running.button('Run what is due').click();
    await expect(running.waiting(/to run/)).toHaveCount(0, APPLIED);
  });

  await test.step('a Test Executive accepts one run and rejects another', async () => {
    const judging = await as('executive');
    await judging.goto('/inbox');
    await expect(judging.getByText('Review test runs').first()).toBeVisible(APPLIED);
    const page = await TestsPage.open(judging, cycleReportId, instance);
    await expect(page.button('Run what is due')).toHaveCount(0);
    await page.selectFirst(1);
    await page.button('Accept 1').click();
    await expect(judging.getByText(/1 accepted/).first()).toBeVisible(APPLIED);
    await page.button(/^Failed [\d,]+$/).click();
    const panel = await page.openFirst();
    await expect(panel.getByRole('region', { name: 'Test' })).toContainText('Reported');
    await panel.getByRole('button', { name: /^Reject/ }).click();
    await page.dialog.getByLabel('Why it does not stand').fill('Which line is that?');
    await page.dialog.getByRole('button', { name: 'Reject', exact: true }).click();
    await expect(panel.getByText('Which line is that?').first()).toBeVisible(APPLIED);
  });

  await test.step('the tester runs it again and says why', async () => {
    await TestsPage.open(tester, cycleReportId, instance);
    await expect(running.button(/^Rejected 1$/)).toBeVisible(APPLIED);
    await running.button('Run what is due').click();
    await running.dialog.getByLabel('Why it is run again').fill('Looked at it once more.');
    await running.dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(running.button(/^Rejected 0$/)).toBeVisible(APPLIED);
  });
});
