import { reportHref } from '#contract/addresses';
import type { ItemRow } from '#contract/views/row-views';
import { createLink, redeemLink } from '#data/administration/links.commands';
import { createUser } from '#data/administration/users.commands';
import type { Subject } from '#domain/people/permissions';
import { type RequestItem, requestSchema } from '#domain/phases/request-info/request-item';
import { DEMO_PASSWORD } from '../cli/demo/people';
import { asActor } from '../cli/play/cast';
import { allRows, extractOf } from '../cli/play/evidence-act';
import { approve } from '../cli/play/review-act';
import { madePdf } from '../test/support/evidence/made-files';
import { waitingForCode, watchConsole } from './fixtures';
import { OwnersPage } from './pages/owners-page';
import { lookAt } from './pages/page-look';
import { RequestsPage } from './pages/requests-page';
import { expect, type Preparation, test } from './stage-fixture';

const LOB = 'Retail';
/** Sending, processing and reading again. */
const APPLIED = { timeout: 30_000 };

/** A loan file of two pages, whose second shows what is asked for. */
async function loanFile({ keys, attributeName, reported }: RequestItem): Promise<Buffer> {
  return await madePdf([
    ['Loan file', 'Made up, as everything of this bank.'],
    [...Object.entries(keys), [attributeName, reported ?? '']],
  ]);
}

/** A data owner of this story alone, who may sign in. */
async function dataOwner({ stage, cast }: Preparation, name: string): Promise<Subject> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@story.example`;
  const actor = asActor(cast.admin, 'admin');
  const { id } = await createUser(stage.db, actor, { name, email, roles: [{ role: 'data_owner' }] });
  const { token } = await createLink(stage.db, actor, { userId: id });
  await redeemLink(stage.db, { token, password: DEMO_PASSWORD });
  return { userId: id, name, email, roles: [{ role: 'data_owner' }] };
}

test('a data owner answers everything with one file, and the tester accepts it but for what is sent back', async ({
  as,
  browser,
  preparation,
}) => {
  test.setTimeout(300_000);
  const owner = await dataOwner(preparation, `Evi Dence ${crypto.randomUUID().slice(0, 6)}`);
  const { stage, cast } = preparation;
  const report = await preparation.sampled('Evidence');
  await approve(stage, cast.owner, await stage.versionNumbered(cast.owner, report.cycleReportId, 'sample-selection', 1));
  const executive = await as('retailExecutive');
  const assigning = await OwnersPage.open(executive, report.cycleReportId, LOB);
  await assigning.button(/^Assign all /).click();
  await assigning.assignTo(owner.name);
  await expect(assigning.waiting(/wait for Evi Dence/)).toBeVisible(APPLIED);
  const instance = `${LOB}/1`;
  const listed = await stage.versionAt(owner, { cycleReportId: report.cycleReportId, phase: 'request-info', instance }, 1);
  const rows = await allRows(stage, owner, listed.id);
  expect(rows.length).toBeGreaterThan(3);

  const problems: string[] = [];
  const page = waitingForCode(await (await browser.newContext()).newPage());
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  watchConsole(page, problems, () => 'refusals');

  await test.step('the inbox says what is to be provided, and leads to it', async () => {
    await page.goto('/inbox');
    await expect(page.getByText('Provide evidence').first()).toBeVisible();
    await expect(page.getByText(`Request Info (${LOB}, data owner 1)`).first()).toBeVisible();
  });
  const asked = await RequestsPage.open(page, report.cycleReportId, instance);
  const place = new URL(page.url());
  await lookAt(page, {
    name: 'evidence-asked',
    path: `${place.pathname}${place.search}`,
    shows: () => asked.button('Supply a file…'),
  });
  await page.setViewportSize({ width: 1280, height: 800 });

  await test.step('a web page under the name of a PDF is refused in words', async () => {
    await asked.button('Supply a file…').click();
    await asked.choose({
      name: 'loan.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<!doctype html><html><body>Hello</body></html>'),
    });
    await expect(asked.dialog.getByRole('alert')).toContainText('It is a web page: print it to a PDF file.');
    await expect(asked.dialog.getByRole('button', { name: 'Record' })).toHaveAttribute('aria-disabled', 'true');
    await asked.dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  const [lost, proven] = rows.flatMap((row) => ((requestSchema.parse(row.data).reported ?? '').length < 4 ? [] : [row])).slice(-2);
  if (lost === undefined || proven === undefined) throw new Error('no case to answer by a list');
  const isOf = ({ data }: ItemRow, row: Readonly<Record<string, string>>) => row.Record === data.record && row.Code === data.attribute;
  const giveBack = async (asOf: string): Promise<void> => {
    const list = await asked.filledList((row) => {
      if (isOf(lost, row)) return { 'Cannot be had because': 'The paper file was destroyed.' };
      return isOf(proven, row) ? { File: 'loan-file.pdf', 'As of': asOf } : null;
    });
    await asked.button('Give a list back…').click();
    await asked.dialog.getByLabel('Request list').setInputFiles(list);
  };

  await test.step('a list that is filled in says by row and column what is not taken, and records nothing', async () => {
    await giveBack('31.12.2025');
    const refused = asked.dialog.getByRole('region', { name: 'Not taken' });
    await expect(refused).toContainText(/Requests, row \d+, column [A-Z]+ \(As of\): “31\.12\.2025” is no day/);
    await expect(asked.dialog.getByRole('button', { name: /^Record/ })).toHaveAttribute('aria-disabled', 'true');
    await asked.dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('put right, it asks for the file that it names, shows what it would change, and is recorded as a whole', async () => {
    await lookAt(page, {
      name: 'evidence-list',
      path: `${place.pathname}${place.search}`,
      shows: () => asked.dialog.or(asked.button('Give a list back…')),
      open: async () => {
        await giveBack('2025-12-31');
        await expect(asked.dialog.getByText(/Still to send: loan-file\.pdf \(1 row\)/)).toBeVisible();
      },
    });
    await page.setViewportSize({ width: 1280, height: 800 });
    await asked.dialog.getByLabel('Files that the list names').setInputFiles({
      name: 'loan-file.pdf',
      mimeType: 'application/pdf',
      buffer: await loanFile(requestSchema.parse(proven.data)),
    });
    await expect(asked.dialog.getByRole('region', { name: 'What it would change' }).getByRole('row')).toHaveCount(3, APPLIED);
    await asked.dialog.getByRole('button', { name: 'Record for 2 cases' }).click();
    await expect(page.getByText('Recorded for 2 cases').first()).toBeVisible(APPLIED);
    await expect(asked.waiting('to review')).toBeVisible(APPLIED);
  });

  await test.step('the pages of the file are drawn, with the value marked where it stands', async () => {
    const path = `${place.pathname}${place.search}&row=${encodeURIComponent(proven.key)}`;
    const pages = page.getByRole('dialog', { name: 'loan-file.pdf' });
    const drawn = pages.locator('[aria-busy="false"] canvas');
    await lookAt(page, {
      name: 'evidence-pages',
      path,
      shows: () => pages.or(page.getByRole('region', { name: 'Evidence' })),
      open: async () => {
        await page.getByRole('button', { name: 'Show its pages' }).click();
        await expect(drawn).toBeVisible(APPLIED);
      },
    });
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(drawn).toBeVisible(APPLIED);
    await expect(pages.getByText('of 2', { exact: false }).first()).toBeVisible();
    await expect(pages.locator('[data-marked]').first()).toBeVisible();
    await expect(pages.locator('mark')).toContainText(requestSchema.parse(proven.data).reported ?? '');
    const ink = () =>
      drawn.evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        return data.filter((value, at) => at % 4 === 0 && value < 128).length;
      });
    expect(await ink()).toBeGreaterThan(100);
    await page.keyboard.press('p');
    await expect(pages.getByText('The value was not found on this page.')).toBeVisible(APPLIED);
    await page.keyboard.press('+');
    await expect(pages.getByText('125 %')).toBeVisible();
    await page.keyboard.press('n');
    await expect(pages.getByText('The value is marked where it stands on this page.')).toBeVisible(APPLIED);
    await page.keyboard.press('Escape');
    await page.route('**/api/evidence/**', (route) => route.fulfill({ contentType: 'application/pdf', body: 'no page of it is whole' }));
    await page.getByRole('button', { name: 'Show its pages' }).click();
    await expect(pages.getByRole('alert')).toContainText('The PDF is broken: none of its pages can be drawn.', APPLIED);
    await page.unroute('**/api/evidence/**');
    await page.goto(`${place.pathname}${place.search}`);
  });

  await test.step('an extract whose key is called otherwise is read once its column is named', async () => {
    const extract = extractOf(rows);
    const code = extract.slice(0, extract.indexOf(','));
    const renamed = `Their number${extract.slice(code.length)}`;
    const missing = asked.dialog.getByText(/has no column by its name/);
    await lookAt(page, {
      name: 'evidence-columns',
      path: `${place.pathname}${place.search}`,
      shows: () => asked.dialog.or(asked.button('Supply a file…')),
      open: async () => {
        await asked.button('Supply a file…').click();
        await asked.choose({ name: 'renamed.csv', mimeType: 'text/csv', buffer: Buffer.from(renamed) });
        await expect(missing).toBeVisible(APPLIED);
      },
    });
    await page.setViewportSize({ width: 1280, height: 800 });
    await asked.dialog.getByLabel(code, { exact: true }).selectOption('Their number');
    await expect(asked.dialog.getByText('Each key and attribute has its column.')).toBeVisible(APPLIED);
    await asked.dialog.getByRole('button', { name: 'Take renamed.csv out' }).click();
  });

  await test.step('an extract answers all of it, and is recorded for all of it', async () => {
    await asked.choose({ name: 'extract.csv', mimeType: 'text/csv', buffer: Buffer.from(extractOf(rows)) });
    await expect(asked.dialog.getByRole('status').filter({ hasText: `Looked for ${rows.length.toLocaleString('en')} cases` })).toBeVisible(
      APPLIED,
    );
    await asked.dialog.getByRole('radio', { name: /^Also where some was found/ }).check();
    await asked.sayExtract(rows.length);
    await asked.dialog.getByRole('button', { name: /^Record for [\d,]+ cases?$/ }).click();
    await expect(page.getByText(/^Evidence recorded for/)).toBeVisible(APPLIED);
    await expect(asked.waiting(`to review`)).toBeVisible(APPLIED);
  });

  const tester = await as('tester');
  const reviewing = await RequestsPage.open(tester, report.cycleReportId, instance);
  await test.step('the tester opens a case with its evidence, sends one back and accepts another', async () => {
    await tester.getByRole('grid').getByRole('rowheader').first().focus();
    await tester.keyboard.press('Enter');
    const panel = tester.getByRole('complementary').filter({ hasText: 'All fields' });
    await expect(panel.getByRole('region', { name: 'Evidence' })).toContainText('extract.csv');
    const [download] = await Promise.all([tester.waitForEvent('download'), panel.getByRole('link', { name: /extract\.csv/ }).click()]);
    expect(download.suggestedFilename()).toBe('extract.csv');
    const at = new URL(tester.url());
    await lookAt(tester, {
      name: 'evidence-case',
      path: `${at.pathname}${at.search}`,
      shows: (seen) => seen.getByRole('region', { name: 'Evidence' }),
    });
    const passage = tester.getByRole('dialog', { name: /^extract\.csv, row/ });
    await lookAt(tester, {
      name: 'evidence-passage',
      path: `${at.pathname}${at.search}`,
      shows: () => passage.or(panel),
      open: async () => {
        await panel.getByRole('button', { name: /^Show row/ }).click();
        await expect(passage.locator('tr[aria-current="true"]')).toBeVisible();
      },
    });
    await tester.setViewportSize({ width: 1280, height: 800 });
    await passage.getByRole('button', { name: 'Close' }).first().click();
    await panel.getByRole('button', { name: /^Send back/ }).click();
    await reviewing.dialog.getByLabel('What is missing').fill('The page of the signature.');
    await reviewing.dialog.getByRole('button', { name: 'Send back', exact: true }).click();
    await expect(reviewing.waiting(/1 (case )?waits? for Evi Dence/)).toBeVisible(APPLIED);
    await tester.keyboard.press('Escape');
    await reviewing.button(/^In review [\d,]+$/).click();
    await reviewing.selectFirst(1);
    await reviewing.button(/^Accept 1$/).click();
    await expect(tester.getByText(/1 accepted/).first()).toBeVisible(APPLIED);
  });

  await test.step('the owner reads what is missing, and says that one cannot be had', async () => {
    await page.reload();
    await asked.button(/^Sent back 1$/).click();
    await expect(page.getByText('“The page of the signature.”').first()).toBeVisible();
    await asked.selectFirst(1);
    await asked.button('Cannot be had…').click();
    await asked.dialog.getByLabel('Why the evidence cannot be had').fill('The paper file was destroyed.');
    await asked.dialog.getByRole('button', { name: 'Say so' }).click();
    await expect(asked.waiting('to agree to')).toBeVisible(APPLIED);
    await page.context().close();
  });

  await test.step('a Test Executive agrees, and the report page shows the owner in the lane', async () => {
    const agreeing = await as('executive');
    await agreeing.goto('/inbox');
    await expect(agreeing.getByText('Agree that it cannot be had').first()).toBeVisible();
    const page9 = await RequestsPage.open(agreeing, report.cycleReportId, instance);
    await page9.button(/^Cannot be had 2$/).click();
    await page9.selectFirst(1);
    await page9.button('Accept 1').click();
    await expect(agreeing.getByText(/1 accepted/).first()).toBeVisible(APPLIED);
    await agreeing.goto(reportHref(report.cycleReportId));
    await expect(agreeing.getByRole('list', { name: `Data owners of ${LOB}` })).toContainText(owner.name);
    await lookAt(agreeing, {
      name: 'report-owners',
      path: reportHref(report.cycleReportId),
      shows: (seen) => seen.getByRole('heading', { name: 'Lines of business' }),
    });
  });
  expect(problems, 'errors in the console').toEqual([]);
});
