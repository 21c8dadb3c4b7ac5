import type { Page } from '@playwright/test';
import { reportHref } from '#contract/addresses';
import { DEFAULT_TERMS } from '#contract/default-plan';
import { saveCalendar } from '#data/administration/calendar.commands';
import { savePolicy } from '#data/administration/policies.commands';
import { CONTINUOUS, DEFAULT_CALENDAR } from '#domain/time/calendar';
import { lookAt } from './pages/page-look';
import { expect, test } from './stage-fixture';

test.describe.configure({ timeout: 300_000 });

/** Whoever puts back what an exercise has changed. */
const NOBODY = { id: null, role: 'system' } as const;
/** The bell is looked at every twenty seconds, after a rung of a hundred. */
const TOLD = { timeout: 180_000 };

/** Waits until the bell holds a sentence: it is opened and looked at as it fills. */
async function heard(page: Page, sentence: string): Promise<void> {
  const notices = page.getByRole('dialog', { name: 'Notices' });
  if (!(await notices.isVisible())) await page.getByRole('button', { name: /^Notices/ }).click();
  await expect(notices.getByRole('link', { name: sentence })).toHaveCount(1, TOLD);
}

test('a phase that is left alone climbs the ladder on screen, each rung once', async ({ as, preparation }) => {
  const { db } = preparation.stage;
  const admin = await as('admin');
  try {
    await admin.goto('/admin/calendar');
    await admin.getByRole('button', { name: 'Change the installation’s own calendar' }).click();
    const calendar = admin.getByRole('dialog');
    await calendar.getByLabel('Begin from').selectOption({ label: CONTINUOUS.name });
    await calendar.getByRole('button', { name: 'Show what would move' }).click();
    await expect(calendar.getByRole('region', { name: 'What would move' })).toBeVisible();
    await calendar.getByLabel(/^Reason/).fill('An exercise');
    await calendar.getByRole('button', { name: 'Save as a new version' }).click();
    await expect(calendar).toBeHidden();

    await admin.goto('/admin/policies');
    await admin.getByRole('button', { name: 'Change the policy of Planning' }).click();
    const policy = admin.getByRole('dialog');
    await policy.getByLabel('Allowance', { exact: true }).fill('100');
    await policy.getByLabel('Unit of: Allowance').selectOption({ label: 'seconds' });
    await policy.getByLabel('To each level of escalation', { exact: true }).fill('15');
    await policy.getByLabel('Unit of: To each level of escalation').selectOption({ label: 'seconds' });
    await policy.getByLabel(/^Reason/).fill('An exercise');
    await policy.getByLabel('Time of the Tester', { exact: true }).fill('101');
    await policy.getByLabel('Unit of: Time of the Tester').selectOption({ label: 'seconds' });
    await expect(policy.getByRole('alert')).toHaveText('The time of the Tester is more than the whole phase is allowed.');
    await policy.getByLabel('Time of the Tester', { exact: true }).fill('100');
    await policy.getByRole('button', { name: 'Save as a new version' }).click();
    await expect(policy).toBeHidden();
    await expect(admin.getByRole('list', { name: 'Policies' }).getByRole('listitem').first()).toContainText(
      'Allowed: 100 s. Time of each role: Tester 100 s. Levels of escalation: each 15 s.',
    );

    const report = await preparation.started('Left alone');
    const { cycleId } = await db.prisma.cycleReport.findUniqueOrThrow({ where: { id: report.cycleReportId } });
    const executive = await as('executive');
    await executive.goto(`/progress?cycle=${cycleId}`);
    const planning = executive.getByRole('row').filter({ hasText: report.name }).getByRole('gridcell').first();
    await expect(planning).toContainText('At risk', TOLD);
    const tester = await as('tester');
    await tester.goto('/inbox');
    await heard(tester, `Planning of ${report.name} is at risk, and it is your turn.`);
    await expect(planning).toContainText('Past due', TOLD);
    await heard(tester, `Planning of ${report.name} is past due, and it is your turn.`);
    // The tester's time ends after the phase's: the draft was the system's turn.
    await heard(tester, `Your time as tester for Planning of ${report.name} is used up, and it is your turn.`);
    await heard(executive, `The tester’s time for Planning of ${report.name} is used up. Escalation, level 1.`);
    const owner = await as('owner');
    await owner.goto('/inbox');
    await heard(owner, `The tester’s time for Planning of ${report.name} is used up. Escalation, level 2.`);

    const told = executive.getByRole('dialog').getByRole('list', { name: 'What was done and told' }).getByRole('listitem');
    await expect(async () => {
      await executive.goto(`/reports/${report.cycleReportId}`);
      await executive.getByRole('button', { name: 'Clock of Planning' }).click();
      await expect(told.filter({ hasText: 'Escalation, level 3' })).toBeVisible();
    }).toPass(TOLD);
    await expect(executive.getByRole('dialog')).toContainText('100 s of work from');
    await expect(told).toHaveText([
      /^Warning: Mara Quist,/,
      /^Past due: Mara Quist,/,
      /^Time used up \(time of the Tester\): Mara Quist,/,
      /^Escalation, level 1 \(time of the Tester\): Tobias Lark,/,
      /^Escalation, level 2 \(time of the Tester\): Rosa Lind,/,
      /^Escalation, level 3 \(time of the Tester\): /,
    ]);
    const times = executive.getByRole('dialog').getByRole('list', { name: 'Time of each role' }).getByRole('listitem');
    await expect(times).toHaveText([/^Tester: .+ of 100 s, running, used up since /]);
    await lookAt(executive, {
      name: 'ladder',
      path: `/reports/${report.cycleReportId}`,
      shows: (page: Page) => page.getByRole('dialog').or(page.getByRole('heading', { level: 1 })),
      open: (page) => page.getByRole('button', { name: 'Clock of Planning' }).click(),
    });
  } finally {
    // Stories beside this one count by what is delivered.
    await saveCalendar(db, NOBODY, { calendar: DEFAULT_CALENDAR, validFrom: null, reason: 'The exercise is over' });
    const { policy, allowanceBusinessHours } = DEFAULT_TERMS.planning;
    await savePolicy(db, NOBODY, { phase: 'planning', ...policy, allowanceBusinessHours, reason: 'The exercise is over' });
  }
});

test('an owner who is away is seen to be, somebody decides for them, and both end when they are back', async ({ as, preparation }) => {
  const report = await preparation.profiled('Waits for somebody away');
  const { cycleId } = await preparation.stage.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: report.cycleReportId } });
  const today = new Date().toISOString().slice(0, 10);
  const owner = await as('owner');
  await owner.goto('/inbox?away=true');
  const dialog = owner.getByRole('dialog', { name: 'When I am away' });
  await dialog.getByLabel('First day').fill(today);
  await dialog.getByLabel('Last day').fill(today);
  await dialog.getByLabel('Who decides for me as Report Owner').selectOption({ label: 'Emil Hart' });
  await dialog.getByRole('button', { name: 'Note the absence' }).click();
  const noted = dialog.getByRole('list', { name: 'Absences' }).getByRole('listitem');
  await expect(noted).toContainText('Decides meanwhile: Emil Hart.');
  await lookAt(owner, {
    name: 'absence',
    path: '/inbox?away=true',
    shows: (page: Page) => page.getByRole('dialog', { name: 'When I am away' }),
  });
  await owner.setViewportSize({ width: 1280, height: 800 });

  const executive = await as('executive');
  await executive.goto(`/progress/people?cycle=${cycleId}`);
  const rosa = executive.getByRole('row').filter({ hasText: 'Rosa Lind' });
  await expect(rosa).toContainText('away until');
  await expect(rosa).toContainText('Emil Hart decides');
  await executive.goto(reportHref(report.cycleReportId));
  await expect(executive.getByText(/^Owner Rosa Lind away until .*; Emil Hart decides$/)).toBeVisible();
  await expect(executive.getByText(/^Waiting for Rosa Lind away until /)).toBeVisible();
  const deputy = await as('secondOwner');
  await deputy.goto('/inbox');
  await expect(deputy.getByRole('row').filter({ hasText: report.name })).toContainText('Rosa Lind');

  await owner.goto('/inbox?away=true');
  await dialog.getByRole('button', { name: /^End the absence from/ }).click();
  await expect(noted).toHaveCount(0);
  await executive.goto(`/progress/people?cycle=${cycleId}`);
  await expect(rosa).toBeVisible();
  await expect(rosa).not.toContainText('away until');
  await expect(async () => {
    await deputy.goto('/inbox');
    await expect(deputy.getByRole('heading', { name: 'Inbox' })).toBeVisible();
    await expect(deputy.getByRole('row').filter({ hasText: report.name })).toHaveCount(0);
  }).toPass();
});
