import { reportHref } from '#contract/addresses';
import { extractOf } from '../cli/play/evidence-act';
import { APPLIED, askedForEvidence, EVIDENCE_INSTANCE, EVIDENCE_LOB, signedInAs } from './owner-of-a-story';
import { lookAt } from './pages/page-look';
import { RequestsPage } from './pages/requests-page';
import { expect, test } from './stage-fixture';

test('a data owner answers everything with one file, and the tester accepts it but for what is sent back', async ({
  as,
  browser,
  preparation,
}) => {
  test.setTimeout(600_000);
  const { report, owner, rows } = await askedForEvidence(preparation, await as('retailExecutive'), 'Evidence');
  const problems: string[] = [];
  const page = await signedInAs(browser, owner, problems, 'refusals');

  await test.step('the inbox says what is to be provided, and leads to it', async () => {
    await page.goto('/inbox');
    await expect(page.getByText('Provide evidence').first()).toBeVisible();
    await expect(page.getByText(`Request Info (${EVIDENCE_LOB}, data owner 1)`).first()).toBeVisible();
  });
  const asked = await RequestsPage.open(page, report.cycleReportId, EVIDENCE_INSTANCE);
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

  await test.step('an extract answers all of it, and is recorded for all of it', async () => {
    await asked.button('Supply a file…').click();
    await asked.recordExtract(extractOf(rows), rows.length, APPLIED);
  });

  const tester = await as('tester');
  const reviewing = await RequestsPage.open(tester, report.cycleReportId, EVIDENCE_INSTANCE);
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
    const page9 = await RequestsPage.open(agreeing, report.cycleReportId, EVIDENCE_INSTANCE);
    await page9.button(/^Cannot be had 1$/).click();
    await page9.selectFirst(1);
    await page9.button('Accept 1').click();
    await expect(agreeing.getByText(/1 accepted/).first()).toBeVisible(APPLIED);
    await agreeing.goto(reportHref(report.cycleReportId));
    await expect(agreeing.getByRole('list', { name: `Data owners of ${EVIDENCE_LOB}` })).toContainText(owner.name);
    await lookAt(agreeing, {
      name: 'report-owners',
      path: reportHref(report.cycleReportId),
      shows: (seen) => seen.getByRole('heading', { name: 'Lines of business' }),
    });
  });
  expect(problems, 'errors in the console').toEqual([]);
});
