import type { Page } from '@playwright/test';
import { generateRegister } from '../cli/demo/generate-register';
import { DEMO_PEOPLE } from '../cli/demo/people';
import { playBetween } from '../cli/play/acts';
import { ImportPage } from './pages/import-page';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';

/** What remains of 1280 × 800 at 200 %: half of it each way. */
const AT_200 = { width: 640, height: 400 };
const LONG_WORK = { timeout: 90_000 };

test('a tester imports, changes many at once, writes a rule and draws at 200 %', async ({ as, preparation }) => {
  test.setTimeout(300_000);
  const report = await preparation.started('Half width');
  const place = `/reports/${report.cycleReportId}`;
  const page = await as('tester');
  const workspace = new WorkspacePage(page);
  await page.setViewportSize(AT_200);

  await test.step('imports', async () => {
    const { data, dictionary } = generateRegister(12, 200);
    const form = new ImportPage(page);
    await page.goto(`${place}/planning?panel=import`);
    await form.choose('Data file', { name: 'register.txt', text: data });
    await form.choose('Dictionary', { name: 'register-dictionary.csv', text: dictionary });
    await form.describeRegister();
    await form.preview();
    await form.describeSource(DEMO_PEOPLE.tester.email);
    await expectNoSidewaysScroll(page);
    await form.start();
    await expect(page.getByRole('tab', { name: 'Attributes', selected: true })).toBeVisible(LONG_WORK);
    await expect(page.getByRole('tabpanel').getByText('110 attributes', { exact: true })).toBeVisible(LONG_WORK);
  });

  await test.step('selects cards and changes them at once, then all', async () => {
    const cards = page.getByRole('list', { name: 'attributes' }).getByRole('listitem');
    for (const at of [0, 1]) await cards.nth(at).getByRole('checkbox').check();
    await expect(page.getByText('2 attributes selected:')).toBeVisible();
    await page.getByText('2 attributes selected:').locator('..').getByRole('button', { name: 'Exclude', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Exclude 2 attributes selected?' });
    await dialog.getByRole('button', { name: 'Exclude 2' }).click();
    await expect(dialog).toBeHidden();
    for (const at of [0, 1]) await expect(cards.nth(at).getByRole('button', { name: 'Exclude' })).toHaveAttribute('aria-pressed', 'true');
    await workspace.decideAll('Include', 110);
    await expect(cards.first().getByRole('button', { name: 'Include' })).toHaveAttribute('aria-pressed', 'true');
    await expectNoSidewaysScroll(page);
    await workspace.submit('All attributes.');
    await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  });

  await test.step('writes a rule and tries it', async () => {
    await preparation.stage.versionNumbered(preparation.cast.tester, report.cycleReportId, 'data-profiling', 1);
    await page.goto(`${place}/data-profiling?panel=rules`);
    await page.getByLabel('Code').fill('OWN-1');
    await page.getByLabel('Name', { exact: false }).first().fill('Amounts are positive');
    await page.getByLabel('Expression').first().fill('LOAN_AMOUNT > 0');
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByText(/^Its condition covers 200 records/)).toBeVisible(LONG_WORK);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Add the rule' }).click();
    await expect(page.getByText('All changes saved')).toBeAttached();
  });

  await test.step('draws', async () => {
    await playBetween(preparation.playOf(report.cycleReportId), 'planning', 'sample-selection');
    await preparation.stage.versionNumbered(preparation.cast.tester, report.cycleReportId, 'sample-selection', 1);
    await page.goto(`${place}/sample-selection?panel=draws`);
    await page.getByRole('button', { name: 'Judgmental' }).click();
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Random' }).click();
    await page.getByRole('button', { name: 'Draw', exact: true }).click();
    await expect(page.getByRole('tab', { name: 'Samples', selected: true })).toBeVisible(LONG_WORK);
    await expect(page.getByRole('list', { name: 'samples' }).getByRole('listitem').first()).toBeVisible();
  });
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wider = await page.evaluate(() => {
    const frames = [document.documentElement, ...document.querySelectorAll('main')];
    return Math.max(...frames.map((frame) => frame.scrollWidth - frame.clientWidth));
  });
  expect(wider).toBe(0);
}
