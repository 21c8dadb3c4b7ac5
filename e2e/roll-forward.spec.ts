import { createCycle } from '#data/report/cycles.commands';
import { DEMO_PEOPLE } from '../cli/demo/people';
import { asActor } from '../cli/play/cast';
import { playPlanning } from '../cli/play/planning-act';
import { playProfiling } from '../cli/play/profiling-act';
import { lookAt } from './pages/page-look';
import { WorkspacePage } from './pages/workspace-page';
import { expect, REGISTER_OPTIONS, smallRegister, test } from './stage-fixture';

test('a closed report’s next cycle begins with what was approved in it, undecided, and is compared with it by whoever decides', async ({
  as,
  preparation,
  onPurpose,
}) => {
  test.setTimeout(300_000);
  const { stage, cast } = preparation;
  const report = await preparation.recommended('Second year');
  const first = await stage.versionNumbered(cast.tester, report.cycleReportId, 'planning', 1);
  await stage.send(cast.executive, `close ${report.cycleReportId}`, {
    kind: 'close_report',
    targetId: report.cycleReportId,
    comment: 'This cycle is over.',
  });
  const cycle = `Next year ${crypto.randomUUID().slice(0, 6)}`;
  await createCycle(stage.db, asActor(cast.executive, 'test_executive'), { name: cycle, startsOn: '2027-01-01', endsOn: '2027-12-31' });

  const executive = await as('executive');
  await executive.goto('/cycles');
  await executive.getByRole('region', { name: cycle }).getByRole('button', { name: 'Add a report' }).click();
  const dialog = executive.getByRole('dialog');
  await dialog.getByLabel('Report', { exact: true }).selectOption({ label: report.name });
  await expect(dialog.getByLabel('Begin with')).toContainText(`What was approved in ${first.cycleName}`);
  await dialog.getByLabel('Tester').selectOption({ label: DEMO_PEOPLE.secondTester.name });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const line = executive.getByRole('region', { name: cycle }).getByRole('row').filter({ hasText: report.name });
  await line.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(line.getByRole('link', { name: 'Planning' })).toBeVisible({ timeout: 30_000 });

  const tester = await as('secondTester');
  const workspace = await WorkspacePage.openFromInbox(tester, report.name);
  await expect(tester.getByText(`110 attributes carried from ${first.cycleName}, version 1.`)).toBeVisible();
  const cycleReportId = new URL(tester.url()).pathname.split('/')[2] ?? '';
  await expect(workspace.decision('LOAN_AMOUNT').getByRole('button', { name: 'Include' })).toHaveAttribute('aria-pressed', 'false');
  await expect(workspace.row('LOAN_AMOUNT').getByText('Carried from', { exact: false }).first()).toBeAttached();
  await lookAt(tester, {
    name: 'carried-planning',
    path: `/reports/${cycleReportId}/planning?version=1`,
    shows: (page) => page.getByText(`carried from ${first.cycleName}`, { exact: false }),
  });
  await tester.setViewportSize({ width: 1280, height: 800 });
  // Whoever begins from it reads the earlier cycle, and no more.
  await tester.goto(`/reports/${report.cycleReportId}/planning`);
  await expect(tester.getByRole('heading', { level: 1, name: 'Planning' })).toBeVisible();

  await playPlanning(stage, cast.secondTester, cycleReportId, smallRegister(), REGISTER_OPTIONS);
  await tester.goto(`/reports/${cycleReportId}/planning?version=1`);
  await tester.getByRole('link', { name: `Compare with ${first.cycleName}` }).click();
  await expect(tester.getByLabel('From version')).toHaveValue(`cycle ${first.cycleName}`);
  // The same file and dictionary, decided alike: not one attribute differs.
  await expect(tester.getByText('110 attributes unchanged', { exact: false })).toBeVisible();

  await playProfiling(stage, cast.secondTester, cycleReportId, []);
  const owner = await as('owner');
  await owner.goto(`/reports/${cycleReportId}/data-profiling/decide?version=1`);
  await expect(owner.getByLabel('Compared with')).toContainText(`Since ${first.cycleName} (v1)`);
  await expect(owner.getByRole('heading', { name: 'Carried from' })).toBeVisible();
  await lookAt(owner, {
    name: 'carried-decision',
    path: `/reports/${cycleReportId}/data-profiling/decide?version=1`,
    shows: (page) => page.getByRole('heading', { name: 'Carried from' }),
  });
  await owner.setViewportSize({ width: 1280, height: 800 });
  await owner.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(owner).toHaveURL(/compare\?.*cycle=/);

  // The tester of the earlier cycle has no part in the next.
  onPurpose.has = 'refusals';
  const former = await as('tester');
  await former.goto(`/reports/${cycleReportId}/planning`);
  await expect(former.getByText('not found', { exact: false }).first()).toBeVisible();
});
