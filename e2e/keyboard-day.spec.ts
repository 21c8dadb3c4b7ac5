import { DEMO_PASSWORD } from '../cli/demo/people';
import { DecisionPage } from './pages/decision-page';
import { KeysOnly } from './pages/keys-only';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';

const REASON = 'Tested by another desk.';
const DOUBT = 'Which desk, and when?';
const ANSWER = 'That desk tested it in March.';

/** Half of a laptop's screen each way: what remains of 1280×800 at 200 %. */
const AT_200 = { width: 640, height: 400 };

test('a tester and an owner work a whole day without a mouse, at 200 % too, and over the end of a session', async ({
  as,
  preparation,
  onPurpose,
}) => {
  test.setTimeout(300_000);
  const report = await preparation.recommended('By keys');
  const page = await as('tester');
  const tester = await KeysOnly.with(page);
  const workspace = new WorkspacePage(page);

  await test.step('the tester goes from the inbox into the grid and decides', async () => {
    await tester.openFromInbox(report.name);
    await expect(page.getByRole('grid')).toBeVisible();
    await tester.skipToTable();
    await expect(page.locator('[data-cell]:focus')).toHaveCount(1);
    // By its name, where the owner later types its key.
    await tester.press('/');
    await tester.type('loan type');
    await tester.press('Enter');
    await expect(workspace.decision('LOAN_TYPE')).toBeVisible();
    await tester.skipToTable();
    await tester.press('d');
    await workspace.giveReason('LOAN_TYPE', REASON);
    await expect(workspace.decision('LOAN_TYPE').getByRole('button', { name: 'Decline' })).toHaveAttribute('aria-pressed', 'true');
    await tester.activate(page.getByRole('button', { name: /^Remove condition|^Clear/ }).first(), 'Shift+Tab');
  });

  await test.step('the rest at once, by the dialog', async () => {
    await tester.activate(page.getByRole('button', { name: /^Not decided \d+/ }));
    const matching = page.getByText(/attributes matching:$/).locator('..');
    await tester.activate(matching.getByRole('button', { name: 'Accept', exact: true }));
    const dialog = page.getByRole('dialog');
    await tester.activate(dialog.getByRole('button', { name: /^Accept \d/ }));
    await expect(dialog).toBeHidden();
    await expect(page.getByText('All done')).toBeVisible();
    await expect(page.getByText('Every attribute is decided. The version can be submitted.')).toBeVisible();
  });

  await test.step('and submits, and is led to what waits next', async () => {
    await submit(tester, 'All looked at.');
    await expect(page.getByRole('link', { name: /^Next task \(\d+\)$/ })).toBeVisible();
  });

  const ownersPage = await as('owner');
  const owner = await KeysOnly.with(ownersPage);
  const decision = new DecisionPage(ownersPage);
  await test.step('the owner turns one down by a letter, says why, and sends it back', async () => {
    await owner.openFromInbox(report.name, async () => {
      await owner.press('x');
      await expect(ownersPage.getByRole('region', { name: 'Selected rows' })).toContainText('1 selected');
      await owner.press('x');
    });
    await expect(ownersPage.getByRole('heading', { name: /Scoping, version 1/ })).toBeVisible();
    await owner.press('?');
    await expect(ownersPage.getByRole('dialog')).toContainText('Reject the row');
    await owner.press('Escape');
    await owner.tabTo(decision.tab('Summary'));
    await owner.press('ArrowRight');
    await expect(decision.tab(/^All attributes/)).toHaveAttribute('aria-selected', 'true');
    await owner.press('/');
    await owner.type('LOAN_TYPE');
    await owner.press('Enter');
    await expect(ownersPage.getByRole('group', { name: 'Verdict on LOAN_TYPE' })).toBeVisible();
    await owner.skipToTable();
    await owner.press('j', 'Enter');
    const panel = ownersPage.getByRole('complementary', { name: /Loan Type/ });
    await expect(panel).toBeVisible();
    // What was opened, and the tab, are steps of Back.
    await ownersPage.goBack();
    await expect(panel).toBeHidden();
    await ownersPage.goBack();
    await expect(decision.tab('Summary')).toHaveAttribute('aria-selected', 'true');
    await ownersPage.goForward();
    await expect(ownersPage.getByRole('group', { name: 'Verdict on LOAN_TYPE' })).toBeVisible();
    await owner.skipToTable();
    await owner.press('j', 'r');
    const dialog = ownersPage.getByRole('dialog');
    await expect(dialog.getByLabel('Reason')).toBeFocused();
    await owner.type(DOUBT);
    await owner.press('Control+Enter');
    await expect(dialog).toBeHidden();
    await owner.tabTo(ownersPage.getByLabel('Note'));
    await owner.type('One attribute needs a better answer.');
    await owner.activate(ownersPage.getByRole('button', { name: 'Request changes', exact: true }));
    await expect(decision.outcome('Changes requested.')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('the tester answers at 200 %, is signed out over it, signs in again and goes on', async () => {
    await page.setViewportSize(AT_200);
    await tester.openFromCards(report.name);
    // What stays in view while one scrolls leaves four fifths of a low screen.
    expect(await page.getByRole('main').evaluate((main) => main.clientHeight)).toBeGreaterThanOrEqual((AT_200.height * 4) / 5);
    await expect(page.getByText(DOUBT).first()).toBeVisible();
    const card = page.getByRole('listitem').filter({ has: workspace.decision('LOAN_TYPE') });
    await tester.tabTo(card.getByRole('textbox', { name: /answer/i }));
    await tester.type(ANSWER);
    await tester.press('Enter');
    await expect(page.getByText('All changes saved')).toBeAttached();
    const accept = card.getByRole('button', { name: 'Accept' });
    await tester.tabTo(accept, 'Shift+Tab');
    onPurpose.has = 'signedOut';
    await page.context().clearCookies();
    await tester.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'You were signed out' });
    await tester.tabTo(dialog.getByLabel('Password'));
    await tester.type(DEMO_PASSWORD);
    await tester.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(accept).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByText('All changes saved')).toBeAttached();
    await submit(tester, 'Answered.');
  });

  await test.step('the owner sees what changed first, and approves', async () => {
    await owner.openFromInbox(report.name);
    await expect(decision.tab('What changed')).toHaveAttribute('aria-selected', 'true');
    await expect(ownersPage.getByText(ANSWER).first()).toBeVisible();
    await owner.skipToTable();
    await owner.press('Enter');
    const changed = ownersPage.getByRole('complementary', { name: /Loan Type/ });
    await expect(changed).toBeVisible();
    await ownersPage.goBack();
    await expect(changed).toBeHidden();
    await owner.press('/');
    await owner.type('no such attribute');
    await owner.press('Enter');
    await expect(ownersPage.getByText('No difference matches the filters')).toBeVisible();
    await owner.press('Control+a');
    await owner.type('loan type');
    await owner.press('Enter');
    await expect(ownersPage.getByText(ANSWER).first()).toBeVisible();
    await expect(ownersPage).toHaveURL(/find=loan/);
    // What leads to the decision is there once where that lies below, and nowhere where it stands beside the changes.
    const toDecision = ownersPage.getByRole('link', { name: 'To the decision' });
    const wide = ownersPage.viewportSize() ?? AT_200;
    await ownersPage.setViewportSize(AT_200);
    await expect(toDecision).toHaveCount(1);
    await ownersPage.setViewportSize({ ...wide, height: AT_200.height });
    await expect(toDecision).toHaveCount(0);
    await ownersPage.setViewportSize(wide);
    await expect(toDecision).toHaveCount(0);
    await owner.activate(ownersPage.getByRole('button', { name: 'Approve', exact: true }));
    await expect(decision.outcome('Approved.')).toBeVisible({ timeout: 30_000 });
  });

  for (const person of [tester, owner]) await person.expectNoPointer();
});

/** Submits from the page's header, with a note. */
async function submit(person: KeysOnly, note: string): Promise<void> {
  const { page } = person;
  await person.activate(page.getByRole('button', { name: 'Submit…', exact: true }), 'Shift+Tab');
  const dialog = page.getByRole('dialog');
  await person.tabTo(dialog.getByRole('textbox'));
  await person.type(note);
  await person.activate(dialog.getByRole('button', { name: 'Submit', exact: true }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Waiting for approval').first()).toBeVisible({ timeout: 30_000 });
}
