import { playUntil } from '../cli/play/acts';
import { expectDialogManners } from './pages/dialog-manners';
import { lookAt } from './pages/page-look';
import { expect, test } from './stage-fixture';

test('a report is started by an earlier version, and goes on by a later one at the boundary, as its page says', async ({
  as,
  preparation,
}) => {
  test.setTimeout(240_000);
  const report = await preparation.opened('In a line');
  const path = `/reports/${report.cycleReportId}`;
  const executive = await as('executive');
  const dialog = executive.getByRole('dialog');
  await executive.goto(path);
  await executive.getByRole('button', { name: 'Start', exact: true }).click();
  await dialog.getByText('Workflow version 2.0.0').click();
  await dialog.getByLabel('Workflow version').selectOption({ label: '1.0.0' });
  await expect(dialog.getByRole('button', { name: 'Start', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Why by this version').fill('As in the years before.');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  const version = (number: string) => executive.getByRole('button', { name: `Version ${number}: what is this?` });
  await expect(version('1.0.0')).toBeVisible({ timeout: 30_000 });
  await version('1.0.0').click();
  await expect(dialog.getByText('The nine phases in a straight line', { exact: false })).toBeVisible();
  await executive.keyboard.press('Escape');

  const openUpgrade = async () => {
    await executive.getByRole('button', { name: 'More actions' }).click();
    await executive.getByRole('menuitem', { name: 'Go on by a later version…' }).click();
  };
  await preparation.stage.versionNumbered(preparation.cast.tester, report.cycleReportId, 'planning', 1);
  await executive.goto(path);
  await expectDialogManners(executive, executive.getByRole('button', { name: 'More actions' }), {
    title: 'Go on by a later version',
    entry: 'Go on by a later version…',
  });
  await openUpgrade();
  await expect(dialog.getByText('Open: Planning.', { exact: false })).toBeVisible();
  await dialog.getByLabel('Version').selectOption({ label: '1.1.0' });
  await dialog.getByLabel('Reason').fill('Nobody knew what was late.');
  await dialog.getByRole('button', { name: 'Plan it' }).click();
  const planned = executive.getByText('It goes on by version 1.1.0 of the process as soon as nothing is open.');
  await expect(planned).toBeVisible({ timeout: 30_000 });
  await expectDialogManners(executive, executive.getByRole('button', { name: 'Give it up…' }), { title: 'Stay with version' });
  await lookAt(executive, { name: 'report-planned-version', path, shows: () => planned });
  await lookAt(executive, {
    name: 'report-upgrade-dialog',
    path,
    shows: (page) => page.getByRole('dialog').getByText('Go on by a later version').or(page.getByText(report.name)),
    open: openUpgrade,
  });
  await executive.keyboard.press('Escape');

  await playUntil(preparation.playOf(report.cycleReportId), 'planning');
  await preparation.stage.versionNumbered(preparation.cast.tester, report.cycleReportId, 'data-profiling', 1);
  await executive.goto(path);
  await expect(version('1.1.0')).toBeVisible();
  await expect(planned).toBeHidden();
  await executive.goto('/cycles');
  await expect(
    executive
      .getByRole('row')
      .filter({ hasText: report.name })
      .getByRole('button', { name: /^Version 1\.1\.0/ }),
  ).toBeVisible();
});

test('an admin plans by which version reports start, with a reason', async ({ as }) => {
  const admin = await as('admin');
  await admin.goto('/admin/policies');
  await admin.getByRole('button', { name: 'Change the version of the process…' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Version', { exact: true }).selectOption({ label: '1.2.0' });
  await dialog.getByLabel('In force from').fill('2999-01-01');
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Reason').fill('From the next century on');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const chosen = admin.getByRole('region', { name: 'Version of the process' });
  await expect(chosen).toContainText('Planned: version 1.2.0.');
  await expect(chosen).toContainText('Version 2.0.0');
});

test('the form that starts a report is folded until somebody wants another version', async ({ as, preparation }) => {
  const report = await preparation.opened('Folded');
  const executive = await as('executive');
  await lookAt(executive, {
    name: 'report-start-dialog',
    path: `/reports/${report.cycleReportId}`,
    shows: (page) => page.getByRole('heading', { name: `Start ${report.name}` }).or(page.getByText(report.name)),
    open: async (page) => {
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByRole('dialog').getByText('Workflow version 2.0.0').click();
      await page.getByRole('dialog').getByLabel('Workflow version').selectOption({ label: '1.1.0' });
    },
  });
  await executive.keyboard.press('Escape');
});
