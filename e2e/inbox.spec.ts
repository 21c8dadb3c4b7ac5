import { DecisionPage } from './pages/decision-page';
import { expect, test } from './stage-fixture';

test('bulk decisions act on what was opened, and answer for each row', async ({ as, preparation }) => {
  test.setTimeout(240_000);
  const opened = await preparation.sampled('Opened first');
  const unseen = await preparation.sampled('Never opened');
  const owner = await as('owner');
  const decision = await DecisionPage.openFromInbox(owner, opened.name);
  await expect(decision.tab('Summary')).toBeVisible();
  await expect(owner.getByRole('region', { name: 'Your decision' })).toBeVisible();

  await owner.goto('/inbox');
  for (const { name } of [opened, unseen]) await owner.getByRole('checkbox', { name: new RegExp(`^Select ${name}`) }).check();
  await owner.getByRole('button', { name: 'Approve…' }).click();
  const dialog = owner.getByRole('dialog');
  await expect(dialog.getByRole('listitem').filter({ hasText: unseen.name })).toContainText('Open first');
  await dialog.getByRole('button', { name: 'Approve 1' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: opened.name })).toContainText('Applied', { timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Done' }).click();

  await expect(owner.getByRole('grid').getByRole('link', { name: new RegExp(`^${opened.name}`) })).toHaveCount(0);
  const askForChanges = async () => {
    await owner.getByRole('checkbox', { name: new RegExp(`^Select ${unseen.name}`) }).check();
    await owner.getByRole('button', { name: 'Request changes…' }).click();
  };
  await askForChanges();
  await dialog.getByRole('link', { name: 'Open first' }).click();
  await expect(owner.getByRole('region', { name: 'Your decision' })).toBeVisible();
  await owner.goto('/inbox');
  await askForChanges();
  await dialog.getByRole('button', { name: 'Request changes on 1' }).click();
  await expect(dialog.getByText('Say what should change.')).toBeVisible();
  await dialog.getByLabel('Note').fill('Please draw again.');
  await dialog.getByRole('button', { name: 'Request changes on 1' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: unseen.name })).toContainText('Applied', { timeout: 30_000 });
});

test('the inbox works without a mouse', async ({ as, preparation }) => {
  test.setTimeout(180_000);
  const report = await preparation.sampled('By keyboard');
  const owner = await as('owner');
  await owner.goto('/inbox');
  const rows = owner
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: owner.getByRole('gridcell') });
  await expect(rows.filter({ hasText: report.name })).toBeVisible();
  const names = await rows.allInnerTexts();
  const place = names.findIndex((name) => name.includes(report.name));
  for (let step = 0; step <= place; step += 1) await owner.keyboard.press('j');
  await owner.keyboard.press('x');
  await expect(owner.getByRole('region', { name: 'Selected rows' })).toContainText('1 selected');
  await owner.keyboard.press('x');
  await owner.keyboard.press('Enter');
  await expect(owner).toHaveURL(new RegExp(`${report.cycleReportId}.*decide`));
  await expect(owner.getByRole('heading', { name: /Sample Selection, version 1/ })).toBeVisible();
  await owner.keyboard.press('?');
  await expect(owner.getByRole('dialog')).toContainText('Reject the row');
});
