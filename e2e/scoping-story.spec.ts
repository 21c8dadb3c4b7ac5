import { DecisionPage } from './pages/decision-page';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';

const ATTRIBUTES = 110;
/** Action taken: a critical data element of high risk, which is recommended to be tested. */
const DECLINED = 'ACTION';

test('an owner sees which attribute was left out and why, has it tested, and is shown that it came in', async ({ as, preparation }) => {
  test.setTimeout(240_000);
  const report = await preparation.recommended('Narrow scope');
  const tester = await as('tester');
  const workspace = await WorkspacePage.openFromInbox(tester, report.name);
  await expect(tester).toHaveURL(/\/scoping/);
  await workspace.decideAll('Accept', ATTRIBUTES);
  await workspace.decide(DECLINED, 'Decline');
  await expect(tester.getByText(/blocks? submission/).first()).toBeVisible();
  await workspace.giveReason(DECLINED, 'Reviewed by the loan desk every day.');
  await expect(tester.getByText('Nothing blocks submission')).toBeVisible();
  await tester.getByRole('tab', { name: 'Impact and coverage' }).click();
  const before = await testCases(workspace);
  await expect(tester.getByText('Reviewed by the loan desk every day.')).toBeVisible();
  await workspace.submit('One attribute is left out, with its reason.');
  await expect(tester.getByText('Waiting for approval').first()).toBeVisible({ timeout: 30_000 });

  const owner = await as('owner');
  const decision = await DecisionPage.openFromInbox(owner, report.name);
  await expect(decision.tab('Summary')).toHaveAttribute('aria-selected', 'true');
  await decision.tab(/^All attributes/).click();
  await decision.reject(DECLINED, 'Every examination asks about it.');
  await decision.decide('Request changes', 'One attribute has to be tested.');
  await expect(decision.outcome('Changes requested.')).toBeVisible({ timeout: 30_000 });

  const again = await WorkspacePage.openFromInbox(tester, report.name);
  await expect(tester.getByText('Every examination asks about it.').first()).toBeVisible();
  await again.decide(DECLINED, 'Accept');
  await again.answer(DECLINED, 'Taken in.');
  await tester.getByRole('tab', { name: 'Impact and coverage' }).click();
  await expect.poll(() => testCases(again)).toBeGreaterThan(before);
  await again.submit('Tested after all.');
  await expect(tester.getByText('Waiting for approval').first()).toBeVisible({ timeout: 30_000 });

  const last = await DecisionPage.openFromInbox(owner, report.name);
  await expect(last.tab('What changed')).toHaveAttribute('aria-selected', 'true');
  await last.showEffects();
  await expect(owner.getByRole('heading', { name: 'Entered the scope' })).toBeVisible();
  await expect(last.row(DECLINED)).toBeVisible();
  await expect(owner.getByRole('group', { name: /^Verdict on / })).toHaveCount(1);
  await last.decide('Approve', 'Agreed.');
  await expect(last.outcome('Approved.')).toBeVisible({ timeout: 30_000 });
});

/** Test cases that follow from the scope as it stands, as the panel says them. */
async function testCases({ page }: WorkspacePage): Promise<number> {
  const words = await page
    .getByRole('status')
    .filter({ hasText: /test cases?,/ })
    .innerText();
  return Number(/([\d,]+)\s+test cases?/.exec(words)?.[1]?.replaceAll(',', ''));
}
