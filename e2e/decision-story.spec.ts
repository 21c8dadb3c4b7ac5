import { DecisionPage } from './pages/decision-page';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';
import { populationKey } from '../cli/play/population-key';
import { REGISTER_OPTIONS, smallRegister } from './stage-fixture';

test('an owner turns two samples down and asks for more; the tester revises; the owner approves', async ({ as, preparation }) => {
  test.setTimeout(240_000);
  const report = await preparation.sampled('Round of changes');
  const first = await preparation.stage.versionNumbered(preparation.cast.owner, report.cycleReportId, 'sample-selection', 1);
  const wanted = await populationKey(preparation.stage, preparation.cast.owner, first.id, smallRegister(), REGISTER_OPTIONS);
  if (wanted === null) throw new Error('the population has no record left');

  const owner = await as('owner');
  const decision = await DecisionPage.openFromInbox(owner, report.name);
  await expect(decision.tab('Summary')).toHaveAttribute('aria-selected', 'true');
  await decision.tab(/^All samples/).click();
  const [out = '', kept = ''] = await decision.shownKeys(2);
  await decision.reject(out, 'Was tested last year.');
  await decision.reject(kept, 'The file is incomplete.');
  await decision.askForKey(wanted, 'Named in the last examination.');
  await expect(owner.getByRole('button', { name: 'Approve', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await decision.decide('Request changes', 'Two records need another look.');
  await expect(decision.outcome('Changes requested.')).toBeVisible({ timeout: 30_000 });

  const tester = await as('tester');
  const workspace = await WorkspacePage.openFromInbox(tester, report.name);
  await expect(tester.getByText('Two records need another look.').first()).toBeVisible();
  await expect(tester.getByText('Was tested last year.').first()).toBeVisible();
  await workspace.excludeWithReason(out, 'The loan was sold.');
  await workspace.answer(kept, 'The file was found complete.');
  await workspace.decide(kept, 'Include');
  await workspace.decide(wanted, 'Include');
  await workspace.submit('Both answered, the record asked for taken in.');
  await expect(tester.getByText('Waiting for approval').first()).toBeVisible({ timeout: 30_000 });

  const again = await DecisionPage.openFromInbox(owner, report.name);
  await expect(again.tab('What changed')).toHaveAttribute('aria-selected', 'true');
  await expect(owner.getByText('The file was found complete.').first()).toBeVisible();
  await again.decide('Approve', 'Agreed.');
  await expect(again.outcome('Approved.')).toBeVisible({ timeout: 30_000 });

  await owner.goto(`/reports/${report.cycleReportId}/sample-selection/compare?base=1&head=2`);
  await expect(owner.getByText(wanted).first()).toBeVisible();
});
