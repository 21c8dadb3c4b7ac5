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
