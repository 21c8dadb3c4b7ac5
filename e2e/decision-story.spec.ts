import type { ItemRow } from '#contract/views/row-views';
import { readItems } from '#data/version/items.queries';
import { fieldsOf } from '#domain/phase/fields-of';
import { all } from '#domain/phase/filters';
import { sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { populationKey } from '../cli/play/population-key';
import { DecisionPage } from './pages/decision-page';
import { recordsWith } from './pages/register-text';
import { WorkspacePage } from './pages/workspace-page';
import { expect, type Preparation, REGISTER_OPTIONS, smallRegister, test } from './stage-fixture';

const { where } = fieldsOf(sampleSchema);

/** The fifth field of the register, and its value for loans insured by the first of the agencies. */
const LOAN_TYPE = 5;
const INSURED = '2';
const MORE = 3;

/** The records that the owner asked for, in the tester's new draft. */
async function requested({ stage, cast }: Preparation, cycleReportId: string): Promise<readonly ItemRow[]> {
  const draft = await stage.versionNumbered(cast.tester, cycleReportId, 'sample-selection', 2);
  const { rows } = await readItems(stage.db, cast.tester, { versionId: draft.id, filter: all(where('requestedBy', 'not_blank')) });
  expect(rows).toHaveLength(MORE + 1);
  return rows;
}

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
  const insured = await recordsWith(LOAN_TYPE, INSURED);
  const more = await decision.askWhere('values.LOAN_TYPE', INSURED, insured + 1, 'More insured loans.');
  const counts = more.getByRole('status');
  await expect(counts).toContainText(new RegExp(`match\\s*${insured}`));
  const free = Number(/can be taken\s*(\d+)/.exec((await counts.textContent()) ?? '')?.[1]);
  expect(free).toBeLessThanOrEqual(insured);
  await expect(counts).toContainText(`Only ${free} can be taken.`);
  await expect(more.getByRole('button', { name: 'Add to the request' })).toHaveAttribute('aria-disabled', 'true');
  await more.getByLabel(/^How many/).fill(String(MORE));
  await more.getByRole('button', { name: 'Add to the request' }).click();
  await expect(more).toBeHidden();
  await expect(owner.getByText(`${MORE} more where Loan Type is`, { exact: false })).toBeVisible();
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
  await workspace.showOnly('Asked for by the approver');
  for (const { key, data } of await requested(preparation, report.cycleReportId)) {
    if (key !== wanted) expect(data.values).toMatchObject({ LOAN_TYPE: INSURED });
    await workspace.decide(key, 'Include');
  }
  await workspace.submit('Both answered, the records asked for taken in.');
  await expect(tester.getByText('Waiting for approval').first()).toBeVisible({ timeout: 30_000 });

  const again = await DecisionPage.openFromInbox(owner, report.name);
  await expect(again.tab('What changed')).toHaveAttribute('aria-selected', 'true');
  await expect(owner.getByText('The file was found complete.').first()).toBeVisible();
  await test.step('the difference speaks of what is tested: own words once and signed, draws in one line, proof when asked for', async () => {
    await expect(owner.getByText('What it comes to').locator('..')).toContainText(/1 out, \d+ in, \d+ kept/);
    await expect(owner.getByText(/^Rosa Lind, who asked for changes to\s+version 1$/)).toBeVisible();
    await expect(owner.getByText('Nothing but what was said in review')).toBeVisible();
    await expect(owner.getByText('Rejected because')).toHaveCount(0);
    await owner.getByRole('button', { name: 'Filter', exact: true }).click();
    await owner.getByLabel('Show what was said in review').check();
    await owner.keyboard.press('Escape');
    await expect(owner.getByText('Rejected because').first()).toBeVisible();
    const draws = owner.getByRole('button', { name: /^2 draws: / });
    await draws.click();
    await expect(draws).toBeHidden();
    const proof = owner.getByText('Proof', { exact: true }).first();
    await expect(owner.getByText(/^Keys hash /).first()).toBeHidden();
    await proof.click();
    await expect(owner.getByText(/^Keys hash /).first()).toBeVisible();
  });
  await again.decide('Approve', 'Agreed.');
  await expect(again.outcome('Approved.')).toBeVisible({ timeout: 30_000 });

  await owner.goto(`/reports/${report.cycleReportId}/sample-selection/compare?base=1&head=2`);
  await expect(owner.getByText(wanted).first()).toBeVisible();
});
