import type { Page } from '@playwright/test';
import type { CycleProgressView, ProgressRowsPage } from '#contract/views/progress-views';
import { expect, type Preparation, type PreparedReport, test } from './stage-fixture';

test.describe.configure({ timeout: 240_000 });

type WaitingReport = PreparedReport & { cycleId: string };

/** A report whose Data Profiling waits for Rosa Lind, with its cycle. */
async function waitingReport(preparation: Preparation, title: string): Promise<WaitingReport> {
  const report = await preparation.profiled(title);
  const { cycleId } = await preparation.stage.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: report.cycleReportId } });
  return { ...report, cycleId };
}

/** Opens the map with a report that was due an hour ago: no report of a demo is old enough. The reconciler puts it right again some time. */
async function openLate(page: Page, preparation: Preparation, report: WaitingReport): Promise<void> {
  await expect(async () => {
    await preparation.stage.db.pool.query(
      `update chain_now set warn_at = now() - interval '3 hours', due_at = now() - interval '1 hour' where cycle_report_id = $1 and phase = 'data-profiling'`,
      [report.cycleReportId],
    );
    await page.goto(`/progress?cycle=${report.cycleId}`);
    await expect(cell(page, report, 1)).toContainText('Past due');
  }).toPass();
}

function cell(page: Page, report: PreparedReport, place: number) {
  return page.getByRole('row').filter({ hasText: report.name }).getByRole('gridcell').nth(place);
}

test('a manager lands on progress, and is two clicks from what is late to where it waits', async ({ as, preparation }) => {
  const report = await waitingReport(preparation, 'Held up');
  const executive = await as('executive');
  await executive.goto('/');
  await expect(executive).toHaveURL(/\/progress$/);
  await expect(executive.getByRole('heading', { level: 1, name: 'Progress' })).toBeVisible();

  await openLate(executive, preparation, report);
  await expect(executive.getByRole('row').nth(1)).toContainText(report.name);
  await cell(executive, report, 1).click({ position: { x: 60, y: 12 } });
  const panel = executive.getByRole('complementary', { name: 'Data Profiling' });
  await expect(panel).toContainText('Rosa Lind');
  await expect(panel).toContainText('To decide');
  await panel.getByRole('link', { name: 'Data Profiling' }).click();
  await expect(executive).toHaveURL(new RegExp(`${report.cycleReportId}/data-profiling/decide`));
});

test('every number opens exactly the rows that it counts', async ({ as, preparation }) => {
  const report = await waitingReport(preparation, 'Counted');
  const executive = await as('executive');
  await executive.goto(`/progress?cycle=${report.cycleId}`);
  const link = executive.getByRole('list', { name: 'In all' }).getByRole('link', { name: 'waiting' });
  const n = Number.parseInt(await link.innerText(), 10);
  await link.click();
  await expect(executive.getByRole('heading', { level: 1 })).toHaveText(n === 1 ? '1 phase' : `${n} phases`);
  await expect(executive.getByRole('table', { name: 'Rows' }).getByRole('row')).toHaveCount(n + 1);

  await executive.goto(`/progress/people?cycle=${report.cycleId}`);
  const line = executive.getByRole('row').filter({ hasText: 'Rosa Lind' });
  const open = Number.parseInt(await line.getByRole('link').first().innerText(), 10);
  await line.getByRole('link').first().click();
  await expect(executive.getByRole('heading', { level: 1 })).toHaveText(open === 1 ? '1 open turn' : `${open} open turns`);
  await expect(executive.getByText('For Rosa Lind')).toBeVisible();

  await executive.goto(`/progress/flow?cycle=${report.cycleId}`);
  const planning = executive
    .getByRole('table', { name: 'Waiting time by phase and role' })
    .getByRole('row')
    .filter({ hasText: 'Planning' });
  await planning.getByRole('link', { name: /ended turns/ }).click();
  await expect(executive.getByRole('heading', { level: 1 })).toContainText('ended turn');
});

test('a burn-up tells each day of a cycle, and its numbers open what they count', async ({ as, preparation }) => {
  const report = await waitingReport(preparation, 'Burnt up');
  const executive = await as('executive');
  await executive.goto(`/progress/flow?cycle=${report.cycleId}`);
  const burnUp = executive.getByRole('region', { name: 'Burn-up' });
  await expect(burnUp.getByRole('img')).toHaveAccessibleName(/1 of \d+ approved, .* by the straight line/);
  const day = burnUp.getByRole('slider', { name: 'Day of the burn-up' });
  await day.focus();
  await executive.keyboard.press('Home');
  await expect(day).toHaveAttribute('aria-valuetext', /^Jan 1, 2026: 0 of 0 approved/);
  await executive.keyboard.press('PageUp');
  await expect(day).toHaveAttribute('aria-valuetext', /^Jan 8, 2026/);
  await executive.keyboard.press('End');
  await expect(day).toHaveAttribute('aria-valuetext', /: 1 of \d+ approved/);

  await burnUp.getByRole('combobox', { name: 'Phase' }).selectOption({ label: 'Planning' });
  await expect(burnUp.getByRole('link', { name: /in scope/ })).toHaveText(/^1/);
  await burnUp.getByRole('button', { name: 'As table' }).click();
  await expect(executive).toHaveURL(/phase=planning.*burnUp=table/);
  const today = burnUp.getByRole('table', { name: 'Burn-up by day' }).getByRole('row').nth(1);
  await expect(today.getByRole('link')).toHaveText([/^1 approved/, /^1 in scope/]);
  const saved = executive.waitForEvent('download');
  await burnUp.getByRole('link', { name: 'CSV' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^stories-.*-burn-up\.csv$/);
  await today.getByRole('link', { name: /approved on/ }).click();
  await expect(executive.getByRole('heading', { level: 1 })).toHaveText('1 approved phase');
  await expect(executive.getByRole('table', { name: 'Rows' }).getByRole('row').nth(1)).toContainText(report.name);
});

test('a view of progress is kept under a name, and opens the page by itself', async ({ as, preparation }) => {
  const report = await waitingReport(preparation, 'Kept');
  const admin = await as('admin');
  const name = `Waiting ${report.name}`;
  await admin.goto(`/progress?cycle=${report.cycleId}&state=waiting`);
  await admin.getByRole('button', { name: 'Views' }).focus();
  await admin.keyboard.press('Enter');
  await admin.keyboard.press('End');
  await admin.keyboard.press('Enter');
  await admin.getByRole('dialog', { name: 'Save this view' }).getByRole('textbox').fill(name);
  await admin.keyboard.press('Enter');
  await admin.getByRole('button', { name }).click();
  await admin.getByRole('menuitem', { name: 'Open Progress with it' }).click();
  await expect(admin.getByText(`Progress opens with “${name}”`).first()).toBeVisible();

  await admin.goto('/progress');
  await expect(admin).toHaveURL(new RegExp(`cycle=${report.cycleId}&state=waiting`));
  await expect(admin.getByRole('grid')).toContainText(report.name);
  await admin.getByRole('button', { name: 'Clear filters' }).click();
  await expect(admin).not.toHaveURL(/state=/);
  await admin.getByRole('button', { name: 'Views' }).click();
  await admin.getByRole('menuitem', { name }).click();
  await expect(admin).toHaveURL(/state=waiting/);
  await admin.getByRole('button', { name }).click();
  await admin.getByRole('menuitem', { name: `Remove “${name}”` }).click();
  await expect(admin.getByText(`View “${name}” removed`).first()).toBeVisible();
  await admin.goto('/progress');
  await expect(admin).toHaveURL(/\/progress$/);
});

test('filters live in the address, and what is shown can be taken along', async ({ as, preparation }) => {
  const report = await waitingReport(preparation, 'Filtered');
  const executive = await as('executive');
  await executive.goto(`/progress?cycle=${report.cycleId}`);
  await expect(executive.getByRole('grid')).toContainText(report.name);
  await executive.getByRole('searchbox').fill(report.name);
  await executive.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Waiting' });
  await expect(executive).toHaveURL(/find=.*state=waiting/);
  await executive.reload();
  await expect(executive.getByRole('grid').getByRole('row')).toHaveCount(2);
  const saved = executive.waitForEvent('download');
  await executive.getByRole('link', { name: 'CSV' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^stories-.*-progress\.csv$/);
  const workbook = executive.waitForEvent('download');
  await executive.getByRole('link', { name: 'XLSX' }).click();
  expect((await workbook).suggestedFilename()).toMatch(/^stories-.*-progress\.xlsx$/);
  await executive.getByRole('combobox', { name: 'State' }).selectOption({ label: 'At risk' });
  await expect(executive.getByText('Nothing matches')).toBeVisible();
  await executive.getByRole('button', { name: 'Clear filters' }).click();
  await expect(executive.getByRole('grid')).toContainText(report.name);
});

test('the map is walked by arrows, and its panel opens and closes by key', async ({ as, preparation }) => {
  const report = await waitingReport(preparation, 'By keys');
  const executive = await as('executive');
  await executive.goto(`/progress?cycle=${report.cycleId}`);
  const link = executive.getByRole('rowheader').getByRole('link', { name: report.name });
  await link.focus();
  const focused = executive.locator('[data-cell]:focus');
  const row = (await focused.getAttribute('data-cell'))?.split(':')[0] ?? '';
  await executive.keyboard.press('ArrowRight');
  await executive.keyboard.press('ArrowRight');
  await expect(focused).toHaveAttribute('data-cell', `${row}:2`);
  await executive.keyboard.press('Enter');
  await expect(executive.getByRole('complementary', { name: 'Data Profiling' })).toBeFocused();
  await expect(executive).toHaveURL(/cell=/);
  await executive.keyboard.press('Escape');
  await expect(executive.getByRole('complementary', { name: 'Data Profiling' })).toHaveCount(0);
  await expect(focused).toHaveAttribute('data-cell', `${row}:2`);
  await executive.keyboard.press('Home');
  await expect(link).toBeFocused();
});

test('on a telephone reports are cards, and the panel opens over them', async ({ as, preparation }) => {
  const report = await waitingReport(preparation, 'In hand');
  const executive = await as('executive');
  await executive.setViewportSize({ width: 390, height: 844 });
  await executive.goto(`/progress?cycle=${report.cycleId}&find=${encodeURIComponent(report.name)}`);
  const card = executive.getByRole('list', { name: 'Reports' }).getByRole('listitem').filter({ hasText: report.name }).first();
  await expect(card).toContainText('Waiting');
  await card.getByRole('button', { name: 'Data Profiling' }).click();
  await expect(executive.getByRole('complementary', { name: 'Data Profiling' })).toContainText('Rosa Lind');
});

test('everybody counts what they may see, and data roles nothing', async ({ as, preparation, onPurpose }) => {
  onPurpose.has = 'refusals';
  const report = await waitingReport(preparation, 'Whose');
  const owner = await as('owner');
  const view = (await (await owner.request.get(`/api/progress/cycles/${report.cycleId}`)).json()) as CycleProgressView;
  expect(view.reports.map(({ owner: name }) => name)).toEqual(view.reports.map(() => 'Rosa Lind'));
  const rows = (await (await owner.request.get(`/api/progress/rows?measure=instances&cycle=${report.cycleId}`)).json()) as ProgressRowsPage;
  expect(rows.total).toBe(view.known);
  await owner.goto('/progress');
  await expect(owner.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Progress' })).toBeVisible();
  for (const part of ['secondOwner', 'dataOwner', 'retailExecutive'] as const) {
    const other = await as(part);
    const answers = await Promise.all(
      [
        `/api/progress/cycles/${report.cycleId}`,
        `/api/progress/reports/${report.cycleReportId}`,
        `/api/progress/rows?measure=reports&cycle=${report.cycleId}`,
        `/api/progress/people?cycle=${report.cycleId}`,
        `/api/progress/flow?cycle=${report.cycleId}`,
        `/api/progress/cycles/${report.cycleId}/cells.csv`,
        `/api/progress/cycles/${report.cycleId}/cells.xlsx`,
        `/api/progress/cycles/${report.cycleId}/burn-up`,
        `/api/progress/cycles/${report.cycleId}/burn-up.csv`,
        `/api/progress/cycles/${report.cycleId}/burn-up.xlsx`,
      ].map(async (address) => (await other.request.get(address)).status()),
    );
    expect(answers.slice(1, 2)).toEqual([404]);
    if (part !== 'secondOwner') expect(new Set(answers)).toEqual(new Set([404]));
  }
  const dataOwner = await as('dataOwner');
  await dataOwner.goto('/progress');
  await expect(dataOwner.getByText('Nothing to show yet')).toBeVisible();
  await expect(dataOwner.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Progress' })).toHaveCount(0);
});
