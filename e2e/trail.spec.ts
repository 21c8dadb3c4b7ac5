import { expect, test } from './fixtures';
import { DEMO_REPORTS, DemoReports } from './pages/demo-reports';

test('the trail is searched by words and taken along as CSV', async ({ as }) => {
  const executive = await as('executive');
  await executive.goto('/trail');
  const rows = executive.getByRole('grid', { name: 'Trail' }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await executive.keyboard.press('/');
  await executive.keyboard.type(`submitted ${DEMO_REPORTS.waiting}`);
  await executive.keyboard.press('Enter');
  await expect(executive).toHaveURL(/text=/);
  await expect.poll(async () => (await rows.allInnerTexts()).slice(1).every((row) => /submitted/.test(row))).toBe(true);
  await expect(rows.nth(1)).toContainText(DEMO_REPORTS.waiting);
  await test.step('is walked by keys, and what is opened is a step of Back', async () => {
    await executive.getByRole('button', { name: 'Skip to the table' }).focus();
    await executive.keyboard.press('Enter');
    await expect(rows.nth(1)).toBeFocused();
    await executive.keyboard.press('ArrowDown');
    await expect(rows.nth(2)).toBeFocused();
    await executive.keyboard.press('Enter');
    const entry = executive.getByRole('complementary').filter({ hasText: /submitted/ });
    await expect(entry).toBeVisible();
    await executive.goBack();
    await expect(entry).toBeHidden();
  });
  await test.step('whose keys ? names', async () => {
    await executive.keyboard.press('?');
    const keys = executive.getByRole('dialog', { name: 'Keys' });
    for (const does of ['Find', 'Next and previous row', 'Open the row'])
      await expect(keys.getByText(does, { exact: true })).toHaveCount(1);
    await executive.keyboard.press('Escape');
  });
  const download = executive.waitForEvent('download');
  await executive.getByRole('link', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toBe('trail.csv');
});

test('a word of a help text leads to the glossary', async ({ as }) => {
  const tester = await as('tester');
  const reports = await DemoReports.seenBy(await as('executive'));
  await tester.goto(`${reports.path(DEMO_REPORTS.approved)}/sample-selection?panel=evaluation`);
  // In a window of its own, so that a form that is half filled stays.
  const opened = tester.waitForEvent('popup');
  await tester.getByRole('link', { name: 'deviations' }).first().click();
  const glossary = await opened;
  await expect(glossary).toHaveURL(/\/glossary#deviation$/);
  await expect(glossary.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
  await expect(glossary.getByText('Deviation', { exact: true })).toBeInViewport();
});

test('an approval is told step by step, replayed, and walked by the keyboard', async ({ as }) => {
  const executive = await as('executive');
  await executive.goto(`/trail?text=${encodeURIComponent(`approved Scoping ${DEMO_REPORTS.approved}`)}`);
  await executive.getByRole('grid', { name: 'Trail' }).getByRole('row').nth(1).click();
  await executive.getByRole('link', { name: 'How it was decided' }).click();
  await expect(executive.getByRole('heading', { level: 1, name: 'How it was decided' })).toBeVisible();
  await expect(executive.getByText(/^Replayed: the workflow code of today takes the same steps/)).toBeVisible({ timeout: 60_000 });

  const chosen = executive.getByRole('complementary', { name: 'The chosen step' });
  await expect(chosen).toContainText(/Step 1 of \d+/);
  await executive.keyboard.press('ArrowRight');
  await expect(chosen).toContainText(/Step 2 of \d+/);
  await executive.keyboard.press('End');
  await expect(executive.locator('[aria-current="step"]')).toBeInViewport();
  await expect(chosen).toContainText('Approved');
  await expect(chosen).toContainText('As the replay comes to it');
  const slider = executive.getByRole('slider', { name: 'Step' });
  await slider.focus();
  await executive.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', /^Step \d+ of \d+: /);
  await expect(executive).toHaveURL(/step=\d+/);

  // On paper it is whole, without what can be pressed.
  await executive.emulateMedia({ media: 'print' });
  await expect(chosen).toBeHidden();
  await expect(executive.getByText(/steps, told by these stretches/)).toBeVisible();
});
