import type { ItemRow } from '#contract/views/row-views';
import { type RequestItem, requestSchema } from '#domain/phases/request-info/request-item';
import { extractOf } from '../cli/play/evidence-act';
import { madePdf } from '../test/support/evidence/made-files';
import { APPLIED, askedForEvidence, EVIDENCE_INSTANCE, signedInAs } from './owner-of-a-story';
import { expectDialogManners } from './pages/dialog-manners';
import { lookAt } from './pages/page-look';
import { RequestsPage } from './pages/requests-page';
import { expect, test } from './stage-fixture';

/** A loan file of two pages, whose second shows what is asked for. */
async function loanFile({ keys, attributeName, reported }: RequestItem): Promise<Buffer> {
  return await madePdf([
    ['Loan file', 'Made up, as everything of this bank.'],
    [...Object.entries(keys), [attributeName, reported ?? '']],
  ]);
}

test('a data owner gives a list back with the file it names, reads its pages, and names the columns of an extract', async ({
  as,
  browser,
  preparation,
}) => {
  test.setTimeout(600_000);
  const { report, owner, rows } = await askedForEvidence(preparation, await as('retailExecutive'), 'Lists');
  const problems: string[] = [];
  const page = await signedInAs(browser, owner, problems, 'refusals');
  const asked = await RequestsPage.open(page, report.cycleReportId, EVIDENCE_INSTANCE);
  const place = new URL(page.url());

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
    await expectDialogManners(page, page.getByRole('button', { name: 'Show its pages' }), { title: 'loan-file.pdf' });
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

  await test.step('and answers what is left, and what was found before too', async () => {
    await asked.recordExtract(extractOf(rows), rows.length, APPLIED);
  });
  expect(problems, 'errors in the console').toEqual([]);
});
