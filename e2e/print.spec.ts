import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from './fixtures';
import { DEMO_REPORTS, DemoReports } from './pages/demo-reports';

/** The words of each page of a file that was printed. */
async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: pdf, useSystemFonts: true, verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return pages;
}

test('a version prints as a sheet: decisions, all changes, hashes, and numbered pages', async ({ as }) => {
  test.setTimeout(120_000);
  const owner = await as('owner');
  const reports = await DemoReports.seenBy(owner);
  await owner.goto(`${reports.path(DEMO_REPORTS.revised)}/sample-selection/decide`);
  await owner.getByRole('link', { name: 'Sheet to print' }).click();
  await owner.waitForURL(/\/sample-selection\/print\?/);
  await expect(owner.getByRole('heading', { level: 1, name: /^Sample Selection, version \d/ })).toBeVisible();
  await expect(owner.getByRole('heading', { name: /^All changes from version 1/ })).toBeVisible();
  await expect(owner.getByText('Requested changes').first()).toBeVisible();

  await owner.goto(`${reports.path(DEMO_REPORTS.rulesWaiting)}/data-profiling/print`);
  const rows = owner.getByRole('row');
  const listed = (await rows.count()) - 2;
  expect(listed).toBeGreaterThan(100);
  const pages = await pagesOf(new Uint8Array(await owner.pdf({ format: 'A4', preferCSSPageSize: true })));
  expect(pages.length).toBeGreaterThan(5);
  for (const [index, words] of pages.entries()) expect(words).toContain(`Page ${index + 1} of ${pages.length}`);
  const whole = pages.join(' ');
  // The frame and what can be pressed stay on the screen.
  expect(whole).not.toContain('Back to the version');
  expect(whole).not.toContain('Search or go to');
  const last = await rows.last().getByRole('cell').nth(1).locator('span').first().innerText();
  expect(whole.replaceAll(' ', '')).toContain(last.replaceAll(/\s/g, ''));
  expect(whole).toContain('Version hash');
});
