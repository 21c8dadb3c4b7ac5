import { reportHref } from '#contract/addresses';
import { DEMO_PEOPLE } from '../cli/demo/people';
import { approve } from '../cli/play/review-act';
import { dataOwner, signedInAs } from './owner-of-a-story';
import { OwnersPage } from './pages/owners-page';
import { lookAt } from './pages/page-look';
import { expect, test } from './stage-fixture';

const LOB = 'Retail';
const NARROW = { width: 390, height: 844 };
/** Sending, processing and reading again. */
const APPLIED = { timeout: 30_000 };

test('a data executive assigns owners, who acknowledge or decline, until their lane is complete', async ({ as, browser, preparation }) => {
  test.setTimeout(300_000);
  const mark = crypto.randomUUID().slice(0, 6);
  const olaf = await dataOwner(preparation, `Olaf Story ${mark}`);
  const tina = await dataOwner(preparation, `Tina Story ${mark}`);
  const report = await preparation.sampled('Owners');
  const { stage, cast } = preparation;
  await approve(stage, cast.owner, await stage.versionNumbered(cast.owner, report.cycleReportId, 'sample-selection', 1));
  const problems: string[] = [];

  const tester = await as('tester');
  await tester.goto(reportHref(report.cycleReportId));
  const lane = tester.getByRole('list', { name: 'Lanes with something to do' }).getByRole('listitem').filter({ hasText: LOB }).first();
  await expect(lane).toContainText(`Waiting for ${DEMO_PEOPLE.retailExecutive.name}`, APPLIED);
  await expect(lane).toContainText(/\d+ attributes to assign/);

  const executive = await as('retailExecutive');
  const assigning = await OwnersPage.open(executive, report.cycleReportId, LOB);
  await expect(assigning.waiting(/^\d+ attributes to assign\.$/)).toBeVisible();
  await expect(assigning.button('Submit…')).toHaveCount(0);
  await expect(assigning.button('Reopen…')).toHaveCount(0);
  const total = Number(/(\d+)/.exec((await assigning.button(/^Assign all /).textContent()) ?? '')?.[1]);
  expect(total).toBeGreaterThan(3);
  await test.step('two attributes to one owner, the rest to another', async () => {
    await assigning.selectFirst(2);
    await assigning.button('Assign owner of 2…').click();
    await assigning.assignTo(tina.name);
    await expect(executive.getByText(`2 attributes assigned to ${tina.name}`)).toBeVisible(APPLIED);
    await expect(assigning.waiting(`${total - 2} attributes to assign; 2 wait for ${tina.name}.`)).toBeVisible(APPLIED);
    await assigning.showOnly('Unassigned');
    await assigning.button('Assign all matching…').click();
    await assigning.assignTo(olaf.name);
    await expect(assigning.waiting(`${total - 2} attributes wait for ${olaf.name}; 2 wait for ${tina.name}.`)).toBeVisible(APPLIED);
  });

  await test.step('one acknowledges all of theirs on a telephone', async () => {
    const page = await signedInAs(browser, olaf, problems);
    await page.setViewportSize(NARROW);
    const answering = await OwnersPage.open(page, report.cycleReportId, LOB);
    await expect(page.getByRole('button', { name: /^Acknowledge (?!all)/ }).first()).toBeVisible();
    await answering.button(`Acknowledge all ${total - 2}`).click();
    await expect(answering.waiting(`2 attributes wait for ${tina.name}.`)).toBeVisible(APPLIED);
    await expect(answering.button(/^Acknowledge /)).toHaveCount(0);
    await page.context().close();
  });

  await test.step('the other declines theirs, and sees nothing of other lanes', async () => {
    const page = await signedInAs(browser, tina, problems);
    const answering = await OwnersPage.open(page, report.cycleReportId, LOB);
    await answering.showOnly('Waiting');
    await answering.selectFirst(2);
    await answering.button('Decline 2…').click();
    await answering.decline('The portfolio was sold.');
    await expect(answering.waiting('2 attributes to assign.')).toBeVisible(APPLIED);
    await page.goto(reportHref(report.cycleReportId));
    await expect(page.getByRole('heading', { level: 2, name: 'Lines of business' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 3 })).toHaveText([LOB]);
    await page.context().close();
  });

  await test.step('the executive names somebody else, and says why', async () => {
    const again = await OwnersPage.open(executive, report.cycleReportId, LOB);
    await again.showOnly('Declined');
    await expect(executive.getByText('“The portfolio was sold.”').first()).toBeVisible();
    const path = new URL(executive.url());
    await lookAt(executive, {
      name: 'owners-declined',
      path: `${path.pathname}${path.search}`,
      shows: (page) => page.getByText('“The portfolio was sold.”'),
    });
    await lookAt(executive, {
      name: 'owners-dialog',
      path: `${path.pathname}${path.search}`,
      shows: (page) => page.getByRole('dialog').or(again.button('Assign all matching…')),
      open: () => again.button('Assign all matching…').click(),
    });
    await executive.setViewportSize({ width: 1280, height: 800 });
    await again.assignTo(olaf.name, 'Took the portfolio over.');
    await expect(again.waiting(`2 attributes wait for ${olaf.name}.`)).toBeVisible(APPLIED);
  });

  await test.step('who acknowledges one row by keyboard and one by its button', async () => {
    const page = await signedInAs(browser, olaf, problems);
    const answering = await OwnersPage.open(page, report.cycleReportId, LOB);
    await answering.showOnly('Waiting');
    await page.getByRole('grid').getByRole('rowheader').first().focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary').filter({ hasText: 'All fields' });
    await panel.getByRole('button', { name: /^Acknowledge/ }).click();
    await expect(answering.waiting(`1 attribute waits for ${olaf.name}.`)).toBeVisible(APPLIED);
    await panel.getByRole('button', { name: 'History' }).click();
    await expect(panel.getByText(/^Declined by Tina Story/)).toBeVisible();
    await expect(panel.getByText(/^Acknowledged by Olaf Story/)).toBeVisible();
    await page.keyboard.press('Escape');
    await page
      .getByRole('grid')
      .getByRole('button', { name: /^Acknowledge/ })
      .click();
    await expect(answering.waiting(`Nothing waits: ${total} attributes, all done.`)).toBeVisible(APPLIED);
    await page.context().close();
  });

  await test.step('the list of owners is complete on the report page, and its owner is asked', async () => {
    await tester.goto(reportHref(report.cycleReportId));
    await expect(lane).toContainText(`${total} of ${total}`);
    await expect(tester.getByText('2 data owners: 1 waiting for answers, 1 ended')).toBeVisible(APPLIED);
    await lookAt(tester, {
      name: 'report-lanes',
      path: reportHref(report.cycleReportId),
      shows: (page) => page.getByRole('heading', { name: 'Lines of business' }),
    });
  });
  expect(problems, 'errors in the console').toEqual([]);
});
