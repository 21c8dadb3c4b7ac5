import type { Page } from '@playwright/test';
import { lookAt } from './pages/page-look';
import { expect, type PreparedReport, test } from './stage-fixture';

test.describe.configure({ timeout: 240_000 });

const APPLIED = { timeout: 30_000 };

/** The line of a phase on the board of a report. */
function phase(page: Page, name: string) {
  return page
    .getByRole('list', { name: 'Phases' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) });
}

async function openClock(page: Page, report: PreparedReport): Promise<void> {
  await page.goto(`/reports/${report.cycleReportId}`);
  await page.getByRole('button', { name: 'Clock of Planning' }).click();
  await expect(page.getByRole('dialog')).toContainText('Calendar:');
}

async function change(page: Page, what: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What to do').selectOption({ label: what });
  await dialog.getByLabel(/^Reason/).fill(reason);
  await dialog.getByRole('button', { name: what, exact: true }).click();
  await expect(dialog).toBeHidden(APPLIED);
}

test('a due date explains itself on hover and on focus', async ({ as, preparation }) => {
  const report = await preparation.started('Explained');
  const tester = await as('tester');
  await tester.goto(`/reports/${report.cycleReportId}`);
  const due = phase(tester, 'Planning').getByRole('button', { name: /^Due in/ });
  await due.focus();
  await expect(tester.getByRole('tooltip')).toContainText('Calendar:');
  await expect(tester.getByRole('tooltip')).toContainText('2 working days from');
  await tester.getByRole('heading', { level: 1 }).click();
  await expect(tester.getByRole('tooltip')).toHaveCount(0);
  await due.hover();
  await expect(tester.getByRole('tooltip')).toContainText(/^Due /);
});

test('a test executive pauses, resumes and extends a clock with a reason; others read why', async ({ as, preparation }) => {
  const report = await preparation.started('Paused');
  const executive = await as('executive');
  await openClock(executive, report);
  await change(executive, 'Pause the clock', 'The extract is late');
  const planning = phase(executive, 'Planning');
  await expect(planning).toContainText('Clock paused', APPLIED);
  await expect(executive.getByText('Clocks of open phases: 1 paused.')).toBeVisible();
  await openClock(executive, report);
  await expect(executive.getByRole('dialog').getByLabel('What to do')).toHaveValue('resume');
  await change(executive, 'Resume the clock', 'It has come');
  await expect(planning.getByRole('button', { name: /^Due in/ })).toBeVisible(APPLIED);
  await openClock(executive, report);
  await change(executive, 'Extend the time', 'A day of it was lost');
  await expect(planning).toContainText('extended by 1 working day', APPLIED);
  const tester = await as('tester');
  await openClock(tester, report);
  const dialog = tester.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'What was done and told' })).toContainText('“The extract is late”');
  await expect(dialog.getByRole('button', { name: 'Pause the clock' })).toHaveAttribute('aria-disabled', 'true');
  const board = (page: Page) => page.getByRole('list', { name: 'Phases' });
  await lookAt(executive, { name: 'clock-on-board', path: `/reports/${report.cycleReportId}`, shows: board });
  const shows = (page: Page) => page.getByRole('dialog').or(page.getByRole('heading', { level: 1 }));
  await lookAt(executive, { name: 'clock', path: `/reports/${report.cycleReportId}`, shows, open: (page) => openClock(page, report) });
});

test('an admin sees what another calendar would move before saving it, and a phase has it adopted', async ({ as, preparation }) => {
  const report = await preparation.started('Another calendar');
  const admin = await as('admin');
  const shows = (page: Page) => page.getByRole('dialog').or(page.getByRole('heading', { name: 'Business calendar' }));
  const edit = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Change the installation’s own calendar' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Begin from').selectOption({ label: 'TARGET, 09:00 to 17:00 Frankfurt' });
    await dialog.getByLabel('Name', { exact: false }).first().fill(`Of ${report.name}`);
    await expect(dialog.getByRole('button', { name: 'Save as a new version' })).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByRole('button', { name: 'Show what would move' }).click();
    await expect(dialog.getByRole('region', { name: 'What would move' })).toContainText('under way');
  };
  await lookAt(admin, { name: 'calendar', path: '/admin/calendar', shows, picture: 'calendar' });
  await lookAt(admin, { name: 'calendar-change', path: '/admin/calendar', shows, open: edit });
  await admin.setViewportSize({ width: 1280, height: 800 });
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel(/^Reason/).fill('As the payment system');
  await dialog.getByRole('button', { name: 'Save as a new version' }).click();
  await expect(dialog).toBeHidden();
  await expect(admin.getByRole('list', { name: 'The calendar in force' })).toContainText(`Of ${report.name}`);
  await expect(admin.getByRole('list', { name: 'The calendar in force' })).toContainText('Good Friday');
  const executive = await as('executive');
  await openClock(executive, report);
  await change(executive, 'Count by the present calendar', 'We work in Frankfurt');
  await openClock(executive, report);
  await expect(executive.getByRole('dialog')).toContainText(`Calendar: Of ${report.name}.`);
});

test('an admin adds a calendar for one report, whose phase goes on as it is until it is counted anew', async ({ as, preparation }) => {
  const report = await preparation.started('Own calendar');
  const admin = await as('admin');
  const name = `Branch of ${report.name}`;
  await admin.goto('/admin/calendar');
  await admin.getByRole('button', { name: 'Add a calendar' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Begin from').selectOption({ label: 'TARGET, 09:00 to 17:00 Frankfurt' });
  await dialog.getByLabel('Name', { exact: false }).first().fill(name);
  await dialog.getByLabel(/^Reason/).fill('They work in Frankfurt');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  const added = admin.getByRole('list', { name: `The calendar ${name}` });
  await expect(added).toContainText('No report counts by it yet');
  await admin.goto('/admin/reports');
  await admin.getByRole('button', { name: `Change ${report.name}`, exact: true }).click();
  await dialog.getByLabel('Calendar').selectOption({ label: name });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(admin.getByRole('list', { name: 'Reports', exact: true })).toContainText(`counts by ${name}`);
  await admin.goto('/admin/calendar');
  await expect(added).toContainText(`${report.name} counts by it.`);
  const shows = (page: Page) => page.getByRole('heading', { name: 'Business calendars' });
  await lookAt(admin, { name: 'calendars', path: '/admin/calendar', shows });
  const executive = await as('executive');
  await openClock(executive, report);
  await expect(executive.getByRole('dialog')).not.toContainText(name);
  await change(executive, 'Count by the present calendar', 'The branch counts its own days');
  await openClock(executive, report);
  await expect(executive.getByRole('dialog')).toContainText(`Calendar: ${name}.`);
});

test('whoever has the turn is reminded once a day, and reads it at the bell', async ({ as, preparation }) => {
  const report = await preparation.profiled('Reminded');
  const { cycleId } = await preparation.stage.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: report.cycleReportId } });
  const executive = await as('executive');
  await executive.goto(`/progress?cycle=${cycleId}`);
  const row = executive.getByRole('row').filter({ hasText: report.name });
  await row
    .getByRole('gridcell')
    .nth(1)
    .click({ position: { x: 60, y: 12 } });
  const panel = executive.getByRole('complementary', { name: 'Data Profiling' });
  await panel.getByRole('button', { name: 'Remind Rosa Lind' }).click();
  await expect(executive.getByText('Rosa Lind is reminded')).toBeVisible();
  await panel.getByRole('button', { name: 'Remind Rosa Lind' }).click();
  await expect(panel.getByRole('alert')).toContainText('reminded of this today already');

  const owner = await as('owner');
  await owner.goto('/inbox');
  const bell = owner.getByRole('button', { name: /^Notices, \d+ unread$/ });
  await bell.click();
  const sentence = new RegExp(`reminds you of Data Profiling of ${report.name}: it is your turn`);
  await expect(owner.getByRole('dialog', { name: 'Notices' }).getByRole('link', { name: sentence })).toBeVisible();
  const shows = (page: Page) => page.getByRole('dialog', { name: 'Notices' }).or(page.getByRole('main'));
  await lookAt(owner, {
    name: 'notices',
    path: '/inbox',
    shows,
    open: (page) => page.getByRole('button', { name: /^Notices/ }).click(),
  });
  // Something else may come meanwhile: what is looked at is this one.
  const notice = owner.getByRole('dialog', { name: 'Notices' }).getByRole('link', { name: sentence });
  await expect(notice).toHaveAccessibleName(/^Unread: /);
  await owner.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(notice).not.toHaveAccessibleName(/^Unread: /);
  await notice.click();
  await expect(owner).toHaveURL(new RegExp(`${report.cycleReportId}/data-profiling`));
});
