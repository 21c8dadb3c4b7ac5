import { expect, test } from './stage-fixture';

test('what a person may not see is not found and shows no title', async ({ as, preparation, onPurpose }) => {
  test.setTimeout(180_000);
  onPurpose.has = 'refusals';
  const report = await preparation.planned('Not for everybody');
  for (const part of ['secondOwner', 'secondTester', 'dataOwner'] as const) {
    const page = await as(part);
    for (const path of ['', '/planning', '/planning/decide', '/planning/compare?base=1&head=1', '/planning/print?version=1']) {
      await page.goto(`/reports/${report.cycleReportId}${path}`);
      await expect(page.getByText(/does not exist, or you may not see it/i).first(), `${part} ${path}`).toBeVisible();
      await expect(page.locator('body')).not.toContainText(report.name);
      expect(await page.title()).not.toContain(report.name);
    }
  }
});

test('administration is closed to everybody but the admin', async ({ as, onPurpose }) => {
  onPurpose.has = 'refusals';
  const tester = await as('tester');
  await tester.goto('/admin/users');
  await expect(tester.locator('body')).not.toContainText('emil.hart@');
  await expect(tester.getByRole('link', { name: 'Admin' })).toHaveCount(0);
  const admin = await as('admin');
  await admin.goto('/admin/users');
  await expect(admin.getByText('emil.hart@harbourvale.example')).toBeVisible();
});

test('pages ask for a sign-in, and a wrong password is said in words', async ({ page }) => {
  await page.goto('/inbox');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('E-mail').fill('rosa.lind@harbourvale.example');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});
