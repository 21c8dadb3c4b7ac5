import type { Page } from '@playwright/test';
import { reportHref, versionHref } from '#contract/addresses';
import { playBefore } from '../cli/play/acts';
import { lookAt } from './pages/page-look';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';

/** Sending, processing and reading again. */
const APPLIED = { timeout: 30_000 };

/** Waits for the document that is signed, and opens every significant matter on the decision screen. */
async function openMatters(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: 'The document that you sign (PDF)' })).toBeVisible(APPLIED);
  const matters = page.getByRole('region', { name: 'Significant matters' });
  await expect(matters.getByText(/to open before you sign|You have opened all|There are none/)).toBeVisible(APPLIED);
  const closed = matters.getByRole('button', { name: /, not opened yet$/ });
  for (let left = await closed.count(); left > 0; left -= 1) {
    await closed.first().click();
    await expect(closed).toHaveCount(left - 1, APPLIED);
  }
}

test('the tester writes the final report, three people sign it, and it is closed', async ({ as, preparation }) => {
  test.setTimeout(400_000);
  const { cast } = preparation;
  const report = await preparation.started('Final Report');
  await playBefore(preparation.playOf(report.cycleReportId), 'final-report');
  const address = { cycleReportId: report.cycleReportId, phase: 'final-report', instance: '' } as const;
  await preparation.stage.versionAt(cast.tester, address, 1);

  const tester = await as('tester');
  const workspace = new WorkspacePage(tester);
  await test.step('the report reads as one text, with figures, rules and sources', async () => {
    await lookAt(tester, {
      name: 'final-report',
      path: versionHref(address),
      shows: (page) => page.getByRole('heading', { name: '1. Executive summary' }),
      picture: 'final-report',
    });
    await tester.setViewportSize({ width: 1280, height: 800 });
    const summary = tester.getByRole('article', { name: '1. Executive summary' });
    await expect(summary.getByText(/^The report was tested in/)).toBeVisible();
    await expect(summary.getByRole('link', { name: /^Sample Selection, version \d/ }).first()).toBeVisible();
    await expect(tester.getByText('Every figure is what its rule gives now.')).toBeVisible(APPLIED);
  });

  await test.step('a number that is typed takes a reason, and a figure is inserted by its name', async () => {
    const value = tester.getByRole('article', { name: '6. What testing found' });
    await value.getByRole('button', { name: 'Write What testing found' }).click();
    await value.getByLabel('Text').fill('Since 2026 the bank reconciles monthly. Failed cases: ');
    await value.getByLabel('Text').press('End');
    await value.getByLabel('Insert a figure').selectOption('cases.failed');
    await expect(value.getByLabel('Text')).toHaveValue(/\{\{cases\.failed\}\}/);
    await value.getByLabel('2026').fill('The year of the agreement.');
    await value.getByRole('button', { name: 'Save the section' }).click();
    await expect(value.getByText('Not cited: 2026 (The year of the agreement.)')).toBeVisible(APPLIED);
    await expect(value.getByText(/^Since 2026 the bank reconciles monthly\. Failed cases: \d+$/)).toBeVisible();
    await workspace.submit('Every figure is derived.');
    await workspace.expectStatus('Waiting for approval');
  });

  const decide = versionHref({ ...address, page: 'decide' });
  await test.step('the tester signs what they prepared, once every significant matter is opened', async () => {
    await lookAt(tester, {
      name: 'final-report-signing',
      path: decide,
      shows: (page) => page.getByLabel('Your name, as your account has it'),
      picture: 'final-report-signing',
    });
    await tester.setViewportSize({ width: 1280, height: 800 });
    const decision = tester.getByRole('region', { name: 'Your decision' });
    await openMatters(tester);
    await decision.getByRole('checkbox', { name: /^I have read what I sign/ }).check();
    await decision.getByLabel('Your name, as your account has it').fill(cast.tester.name);
    await decision.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(tester.getByText(/1 of 3 signatures/)).toBeVisible(APPLIED);
  });

  await test.step('the test executive finds it in the inbox, and signs in their own name alone', async () => {
    const executive = await as('executive');
    await executive.goto('/inbox');
    await expect(executive.getByRole('grid').getByText('Sign', { exact: true }).first()).toBeVisible();
    await executive.goto(decide);
    await openMatters(executive);
    const decision = executive.getByRole('region', { name: 'Your decision' });
    await decision.getByRole('checkbox', { name: /^I have read what I sign/ }).check();
    await decision.getByLabel('Your name, as your account has it').fill(cast.tester.name);
    await decision.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(executive.getByText('Type your name as your account has it.')).toBeVisible(APPLIED);
    await decision.getByLabel('Your name, as your account has it').fill(cast.executive.name);
    await decision.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(executive.getByText(/2 of 3 signatures/)).toBeVisible(APPLIED);
  });

  await test.step('the last signature approves it and closes the report', async () => {
    const owner = await as('owner');
    await owner.goto(decide);
    await openMatters(owner);
    const decision = owner.getByRole('region', { name: 'Your decision' });
    await decision.getByRole('checkbox', { name: /^I have read what I sign/ }).check();
    await decision.getByLabel('Your name, as your account has it').fill(cast.owner.name);
    await decision.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(owner.getByText('Approved').first()).toBeVisible(APPLIED);
    await expect(async () => {
      await owner.goto(reportHref(report.cycleReportId));
      await expect(owner.getByText(/Closed/).first()).toBeVisible();
    }).toPass(APPLIED);
    await lookAt(owner, {
      name: 'final-report-signatures',
      path: versionHref({ ...address, panel: 'signatures' }),
      shows: (page) => page.getByText(/^Each agreed to/),
    });
  });
});
