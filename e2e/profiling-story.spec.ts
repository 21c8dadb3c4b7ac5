import { DOUBTED_RULE } from '../cli/play/demo-last-acts';
import { approve } from '../cli/play/review-act';
import { itemOf, loosened } from '../cli/play/rounds';
import { DecisionPage } from './pages/decision-page';
import { recordsWith } from './pages/register-text';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';

const { key: RULE, value: LET_THROUGH } = DOUBTED_RULE;
/** The field of the register that the rule is about. */
const LOAN_PURPOSE = 6;
const RULES_OF_IT = encodeURIComponent(JSON.stringify({ all: [{ field: 'attribute', operator: 'is', values: ['LOAN_PURPOSE'] }] }));

test('an owner sees what a loosened rule no longer finds, has it restored, and is shown only that', async ({ as, preparation }) => {
  test.setTimeout(300_000);
  const { stage, cast } = preparation;
  const report = await preparation.profiled('Loosened rule');
  const place = `/reports/${report.cycleReportId}/data-profiling`;
  const version = (number: number) => stage.versionNumbered(cast.tester, report.cycleReportId, 'data-profiling', number);
  const first = await approve(stage, cast.owner, await version(1));
  const { data } = await itemOf(stage, cast.tester, first.id, RULE);
  const strict = String(data.expression);
  const failures = await recordsWith(LOAN_PURPOSE, LET_THROUGH);
  expect(data.result).toMatchObject({ failed: failures });
  expect(failures).toBeGreaterThan(0);

  const tester = await as('tester');
  await tester.goto(`${place}?version=1`);
  const workspace = new WorkspacePage(tester);
  await test.step('a reason that is being written outlives a reload, and is gone once it is dropped', async () => {
    const reopen = tester.getByRole('button', { name: 'Reopen…', exact: true });
    const reason = tester.getByRole('dialog').getByRole('textbox');
    await reopen.click();
    await reason.fill('Half a reason');
    await tester.reload();
    await reopen.click();
    await expect(reason).toHaveValue('Half a reason');
    await tester.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await reopen.click();
    await expect(reason).toHaveValue('');
    await tester.keyboard.press('Escape');
  });
  await workspace.ask('Reopen…', 'Reopen', 'The bank uses one more code.');
  await version(2);
  await rewrite(workspace, `${place}?version=2`, loosened(strict, LET_THROUGH));
  await runRules(workspace);
  await workspace.submit('One more code is let through.');
  await expect(tester.getByText('Waiting for approval').first()).toBeVisible({ timeout: 30_000 });

  const owner = await as('owner');
  const decision = await DecisionPage.openFromInbox(owner, report.name);
  await expect(decision.tab('What changed')).toHaveAttribute('aria-selected', 'true');
  await decision.showEffects();
  await expect(owner.getByRole('heading', { name: 'Rules loosened' })).toBeVisible();
  await expect(owner.getByText(`${failures} no longer found.`).first()).toBeVisible();
  const changed = decision.row(RULE);
  await expect(changed.getByText(new RegExp(`^Lets ${failures} records? through: ${failures} failed before, 0 fail now`))).toBeVisible();
  const asked = changed
    .getByRole('list', { name: 'Has to hold' })
    .getByRole('listitem')
    .filter({ hasText: `LOAN_PURPOSE = '${LET_THROUGH}'` });
  await expect(asked).toContainText('asks for less');
  await decision.reject(RULE, 'The code does not exist.');
  await decision.decide('Request changes', 'Please restore the rule.');
  await expect(decision.outcome('Changes requested.')).toBeVisible({ timeout: 30_000 });

  await version(3);
  await tester.goto(`${place}?version=3&filter=${RULES_OF_IT}`);
  await expect(tester.getByText('The code does not exist.').first()).toBeVisible();
  await workspace.decide(RULE, 'Include');
  await workspace.answer(RULE, 'Restored as it was.');
  await rewrite(workspace, `${place}?version=3`, strict);
  await runRules(workspace);
  await workspace.submit('The rule is what it was.');
  await expect(tester.getByText('Waiting for approval').first()).toBeVisible({ timeout: 30_000 });

  const again = await DecisionPage.openFromInbox(owner, report.name);
  await expect(again.tab('What changed')).toHaveAttribute('aria-selected', 'true');
  await expect(owner.getByText(/Since my last decision \(v2\)/)).toBeAttached();
  await again.showEffects();
  await expect(owner.getByRole('heading', { name: 'Rules tightened' })).toBeVisible();
  await expect(owner.getByRole('group', { name: /^Verdict on / })).toHaveCount(1);
  await expect(again.row(RULE)).toBeVisible();
  await again.decide('Approve', 'As it was.');
  await expect(again.outcome('Approved.')).toBeVisible({ timeout: 30_000 });
  expect((await itemOf(stage, cast.owner, (await version(3)).id, RULE)).data.result).toMatchObject({ failed: failures });
});

/** Writes the rule anew and keeps it; what it would find is tried before. */
async function rewrite({ page }: WorkspacePage, version: string, expression: string): Promise<void> {
  await page.goto(`${version}&panel=rules&rule=${encodeURIComponent(RULE)}`);
  await page.getByLabel('Expression').first().fill(expression);
  await page.reload();
  await expect(page.getByLabel('Expression').first()).toHaveValue(expression);
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText(/^Its condition covers [\d,]+ records: [\d,]+ fail/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Save the rule' }).click();
  await expect(page.getByText('Saved. Run the rules to have its result.')).toBeVisible();
  await expect(page.getByText('All changes saved')).toBeVisible();
}

/** Has the changed rules run, and waits until nothing blocks submission any more. */
async function runRules({ page }: WorkspacePage): Promise<void> {
  await page.getByRole('tab', { name: 'Rules', exact: true }).click();
  await expect(page.getByText(/^\d+ (thing blocks|things block) submission/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Run the rules' }).click();
  await expect(page.getByText('Nothing blocks submission')).toBeVisible({ timeout: 60_000 });
}
