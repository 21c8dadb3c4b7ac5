import { DecisionPage } from './pages/decision-page';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';

test('a rejected version leads to a fresh draft with the words of the rejection', async ({ as, preparation }) => {
  test.setTimeout(180_000);
  const report = await preparation.sampled('Rejection');
  const owner = await as('owner');
  const decision = await DecisionPage.openFromInbox(owner, report.name);
  await decision.decide('Reject', '');
  await expect(owner.getByText('Say what should change, or why it is rejected.')).toBeVisible();
  await decision.decide('Reject', 'The method does not fit the register.');
  await expect(decision.outcome('Rejected.')).toBeVisible({ timeout: 30_000 });

  const tester = await as('tester');
  await tester.goto(`/reports/${report.cycleReportId}/sample-selection`);
  await expect(tester.getByText('The method does not fit the register.').first()).toBeVisible({ timeout: 30_000 });
  await expect(tester.getByRole('tab', { name: /^Samples/ })).toBeVisible();
});

test('a tester withdraws, discards, and reopens what is approved', async ({ as, preparation }) => {
  test.setTimeout(240_000);
  const report = await preparation.sampled('Second thoughts');
  const tester = await as('tester');
  const base = `/reports/${report.cycleReportId}/sample-selection`;
  await tester.goto(`${base}?version=1`);
  const workspace = new WorkspacePage(tester);
  await workspace.ask('Withdraw…', 'Withdraw', 'Forgot a record.');
  await expect(tester.getByText('Withdrawn').first()).toBeVisible({ timeout: 30_000 });
  await preparation.stage.versionNumbered(preparation.cast.tester, report.cycleReportId, 'sample-selection', 2);

  await tester.goto(`${base}?version=2`);
  await tester.getByRole('button', { name: 'More actions' }).click();
  await tester.getByRole('menuitem', { name: 'Discard this draft…' }).click();
  await tester.getByRole('dialog').getByRole('textbox').fill('Starting over.');
  await tester.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(tester.getByText('Discarded').first()).toBeVisible({ timeout: 30_000 });
  await preparation.stage.versionNumbered(preparation.cast.tester, report.cycleReportId, 'sample-selection', 3);

  await tester.goto(`/reports/${report.cycleReportId}/planning?version=1`);
  await workspace.ask('Reopen…', 'Reopen', 'A column was left out.');
  await preparation.stage.versionNumbered(preparation.cast.tester, report.cycleReportId, 'planning', 2);
  await tester.goto(`/reports/${report.cycleReportId}/planning`);
  await expect(tester.getByText('A column was left out.').first()).toBeVisible({ timeout: 30_000 });
});
