import { expect, test } from './fixtures';
import { DEMO_REPORTS } from './pages/demo-reports';

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
  const download = executive.waitForEvent('download');
  await executive.getByRole('link', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toBe('trail.csv');
});

test('a word of a help text leads to the glossary', async ({ as }) => {
  const tester = await as('tester');
  await tester.goto('/glossary#control-total');
  await expect(tester.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
  await expect(tester.getByText('Control total', { exact: true })).toBeInViewport();
});
