import { generateRegister } from '../cli/demo/generate-register';
import { DEMO_PEOPLE } from '../cli/demo/people';
import { playBetween } from '../cli/play/acts';
import { guidePicture } from './pages/guide-picture';
import { Hand } from './pages/hand';
import { ImportPage } from './pages/import-page';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';

const LOANS = 400;
/** Clicks, picks and fields from nothing to a draft of Planning. */
const MOST_INPUTS = 25;
const LONG_WORK = { timeout: 90_000 };

test('a page that waits for its first rows says that the server does not answer', async ({ as, onPurpose }) => {
  onPurpose.has = 'outages';
  const executive = await as('executive');
  await executive.route('**/api/cycles', (route) => route.fulfill({ status: 503, body: 'Away' }));
  await executive.goto('/cycles/start');
  const away = executive.getByText('The server does not answer. Trying again…');
  await expect(away).toBeVisible();
  await executive.unroute('**/api/cycles');
  await expect(executive.getByLabel('Report owner')).toBeVisible({ timeout: 30_000 });
  await expect(away).toBeHidden();
});

test('a report of one’s own goes from an empty form to a sample that waits for its owner', async ({ as, preparation }) => {
  test.setTimeout(300_000);
  const mark = crypto.randomUUID().slice(0, 6);
  const name = `Small Business Register ${mark}`;
  const { data, dictionary } = generateRegister(11, LOANS);

  const hand = new Hand();
  const executive = await as('executive');
  await executive.goto('/cycles');
  await hand.click(executive.getByRole('link', { name: 'Start with your own report' }));
  await expect(executive.getByRole('button', { name: 'Start', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await hand.fill(executive.getByLabel('Name', { exact: false }).first(), name);
  await hand.pick(executive.getByLabel('Report owner'), DEMO_PEOPLE.owner.name);
  await hand.pick(executive.getByLabel('Tester'), DEMO_PEOPLE.tester.name);
  await hand.pick(executive.getByLabel('Cycle', { exact: true }), 'A new cycle');
  await hand.fill(executive.getByLabel('Name of the cycle'), `Own report ${mark}`);
  await hand.fill(executive.getByLabel('First day'), '2026-01-05');
  await hand.fill(executive.getByLabel('Last day'), '2026-12-31');
  await test.step('days are proposed, and one that does not fit is said in words', async () => {
    const due = executive.getByLabel('Report due on');
    await expect(due).toHaveValue(/^\d{4}-\d\d-\d\d$/);
    await due.fill('2026-01-02');
    await expect(executive.getByText(/^The report would be due before its cycle begins, on /)).toBeVisible();
    await expect(executive.getByRole('button', { name: 'Start', exact: true })).toHaveAttribute('aria-disabled', 'true');
  });
  await hand.fill(executive.getByLabel('Report due on'), '2026-12-31');
  await hand.click(executive.getByRole('button', { name: 'Start', exact: true }));
  await executive.waitForURL(/\/reports\//);
  await expect(executive.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(executive.getByRole('list', { name: 'Phases' }).getByRole('listitem')).toHaveCount(9);

  const tester = await as('tester');
  await tester.goto('/inbox');
  await hand.click(
    tester
      .getByRole('grid')
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .first(),
  );
  await tester.waitForURL(/\/reports\/[^/]+\/planning/);
  const cycleReportId = new URL(tester.url()).pathname.split('/')[2] ?? '';
  const workspace = new WorkspacePage(tester);
  await expect(tester.getByText('No attributes yet', { exact: true })).toBeVisible();
  await hand.click(tester.getByRole('tabpanel').getByRole('button', { name: 'Import' }));

  const form = new ImportPage(tester, hand);
  await form.choose('Data file', { name: 'register.txt', text: data });
  await form.choose('Dictionary', { name: 'register-dictionary.csv', text: dictionary });
  await form.describeRegister();
  const columns = await form.preview();
  await expect(columns.getByRole('row')).toHaveCount(111);
  await expect(tester.getByText(`Found there: ${LOANS} records.`)).toBeVisible();
  await expect(tester.getByText(/110 match an entry of the dictionary/)).toBeVisible();
  await expect(columns.getByText('New attribute')).toHaveCount(0);
  await tester.getByRole('heading', { name: 'Columns and attributes' }).evaluate((heading) => heading.scrollIntoView());
  await guidePicture(tester, 'import-preview');
  await form.describeSource(DEMO_PEOPLE.tester.email);
  await form.start();

  await expect(tester.getByRole('tab', { name: 'Attributes', selected: true })).toBeVisible(LONG_WORK);
  await expect(tester.getByRole('tabpanel').getByText('110 attributes', { exact: true })).toBeVisible(LONG_WORK);
  expect(hand.inputs, 'inputs from an empty form to a draft of Planning').toBeLessThanOrEqual(MOST_INPUTS);
  await test.step('what the import came to is said in counts that lead on, and the tab of faults has its count', async () => {
    await expect(tester.getByText(/^The import is done: 400 records · 110 attributes · \d+ faults?/)).toBeVisible();
    await tester.getByRole('link', { name: /^\d+ faults?$/ }).click();
    await expect(tester.getByRole('tab', { name: /^Faults \d+$/, selected: true })).toBeVisible();
    await tester.getByRole('link', { name: '110 attributes', exact: true }).click();
    await expect(tester.getByRole('tab', { name: 'Attributes', selected: true })).toBeVisible();
  });
  await tester.getByRole('button', { name: 'Change all…' }).click();
  const bulk = tester.getByRole('dialog', { name: 'Change all 110 attributes' });
  await bulk.getByLabel('Value').selectOption({ label: 'Include' });
  await guidePicture(tester, 'bulk-include');
  await bulk.getByRole('button', { name: 'Change 110' }).click();
  await expect(tester.getByText('110 attributes changed')).toBeVisible();
  await expect(tester.getByText('Nothing blocks submission')).toBeVisible();
  await workspace.submit('All attributes, with the file as extracted.');
  await expect(tester.getByText('Approved', { exact: true }).first()).toBeVisible({ timeout: 30_000 });

  await playBetween(preparation.playOf(cycleReportId), 'planning', 'sample-selection');
  const samples = await WorkspacePage.openFromInbox(tester, name);
  await expect(tester.getByText('No samples yet', { exact: true })).toBeVisible();
  await tester.getByRole('tab', { name: 'Draws' }).click();
  await expect(tester.getByText('No draws yet')).toBeVisible();
  const size = tester.getByRole('status').filter({ hasText: /records\. If/ });
  await tester.getByLabel('Tolerable rate, %').fill('5');
  await expect(size).toContainText('59');
  await tester.getByLabel('Tolerable rate, %').fill('10');
  await expect(size).toContainText('29');
  await test.step('beside each size, of one’s own too, stands how likely it accepts', async () => {
    const curve = tester.getByRole('figure').filter({ hasText: 'Operating curve.' });
    // 0.9 to the power of 29, and of 10: the chance that none of so many deviates where 10 % do.
    await expect(curve).toContainText(
      'Accepts with none of 29 records deviating. Were 10 % of all records deviating, it would still accept in 4.7 %',
    );
    await tester.getByText('A size of my own').click();
    await tester.getByLabel('Records to draw').fill('10');
    await expect(curve).toContainText('Accepts with none of 10 records deviating.');
    await curve.getByText('As a table').click();
    await expect(curve.getByRole('row').filter({ hasText: /^10 %/ })).toContainText('35 %');
    await tester.getByText('By the AICPA table').click();
  });
  await tester.getByLabel('Column', { exact: true }).selectOption('110');
  await nameLob(workspace, 1, '1', 'Commercial');
  await nameLob(workspace, 2, '2', 'Retail');
  await nameLob(workspace, 3, '1111', 'Retail');
  await guidePicture(tester, 'draw-form');
  await tester.getByRole('button', { name: 'Draw', exact: true }).click();
  await expect(tester.getByRole('tab', { name: 'Samples', selected: true })).toBeVisible(LONG_WORK);
  await expect(tester.getByText('29 samples', { exact: true })).toBeVisible();
  await expect(tester.getByText(/blocks? submission/).first()).toBeVisible();
  await test.step('a draw leads to what it drew, and another one is asked about', async () => {
    await tester.getByRole('tab', { name: 'Draws' }).click();
    await tester.getByRole('button', { name: 'Draw again…' }).click();
    await tester.getByRole('dialog', { name: 'Draw again?' }).getByRole('button', { name: 'Cancel' }).click();
    await expect(tester.getByText(/^The draw is done: 29 records drawn/)).toBeVisible();
    await tester.getByText('How likely it accepts').click();
    await expect(tester.getByRole('figure').filter({ hasText: 'Accepts with none of 29 records deviating.' })).toBeVisible();
    await tester.getByRole('link', { name: 'Decide on them' }).click();
    await expect(tester.getByText('29 of 29 samples')).toBeVisible();
  });
  await tester.getByRole('button', { name: 'Include', exact: true }).first().click();
  const all = tester.getByRole('dialog', { name: 'Include 29 samples matching?' });
  await all.getByRole('button', { name: 'Include 29' }).click();
  await expect(tester.getByText('Nothing blocks submission')).toBeVisible();
  await samples.submit('Drawn at random by the table.');
  await expect(tester.getByText('Waiting for approval').first()).toBeVisible({ timeout: 30_000 });

  const owner = await as('owner');
  await owner.goto('/inbox');
  await expect(owner.getByRole('grid').getByRole('link', { name: new RegExp(`^${name}`) })).toBeVisible();
});

/** Says what one value of the column means; the form holds one line from the beginning. */
async function nameLob({ page }: WorkspacePage, line: number, value: string, lob: string): Promise<void> {
  if (line > 1) await page.getByRole('button', { name: 'Add a value' }).click();
  await page.getByLabel(`Value ${line}`, { exact: true }).fill(value);
  await page.getByLabel(`Line of business for value ${line}`).selectOption(lob);
}
