import type { Page } from '@playwright/test';
import { lookAt } from './pages/page-look';
import { expect, test } from './stage-fixture';

test.describe.configure({ timeout: 240_000 });

/** The delivery looks twice a minute. */
const DELIVERED = { timeout: 90_000 };

async function signedOutStatus(page: Page, href: string, method: 'GET' | 'HEAD'): Promise<[number, string]> {
  const response = await page.request.fetch(href, { method, maxRedirects: 0, headers: { cookie: '' } });
  return [response.status(), response.headers().location ?? ''];
}

test('a manager finds who holds up the latest report in two clicks, reminds them, and they read it in their mail', async ({
  as,
  preparation,
  browser,
}) => {
  const report = await preparation.profiled('Mailed');
  const { pool, prisma } = preparation.stage.db;
  const { cycleId } = await prisma.cycleReport.findUniqueOrThrow({ where: { id: report.cycleReportId } });
  const executive = await as('executive');
  await expect(async () => {
    // No report of a demo is old enough to be late; the reconciler puts it right again some time.
    await pool.query(
      `update chain_now set warn_at = now() - interval '3 hours', due_at = now() - interval '1 hour' where cycle_report_id = $1 and phase = 'data-profiling'`,
      [report.cycleReportId],
    );
    await executive.goto(`/progress?cycle=${cycleId}`);
    await expect(executive.getByRole('row').nth(1).getByRole('gridcell').nth(1)).toContainText('Past due');
  }).toPass();
  const latest = executive.getByRole('row').nth(1);
  await expect(latest).toContainText(report.name);
  // One click to who holds it up, a second to tell them.
  await latest
    .getByRole('gridcell')
    .nth(1)
    .click({ position: { x: 60, y: 12 } });
  const panel = executive.getByRole('complementary', { name: 'Data Profiling' });
  await panel.getByRole('button', { name: 'Remind Rosa Lind' }).click();
  await expect(executive.getByText('Rosa Lind is reminded')).toBeVisible();

  const admin = await as('admin');
  await admin.goto('/admin/mail');
  const mailbox = admin.getByRole('list', { name: 'Mailbox of the demo' });
  const subject = `Reminder: Data Profiling of ${report.name}`;
  await mailbox.getByRole('button', { name: subject }).click(DELIVERED);
  const message = admin.getByRole('complementary', { name: subject });
  await expect(message).toContainText('Hello Rosa Lind,');
  await expect(message).toContainText(`Tobias Lark reminds you of Data Profiling of ${report.name}: it is your turn.`);
  await expect(message).toContainText('Due: ');
  await expect(message.frameLocator('iframe').getByRole('link', { name: 'Open it in Countersign' })).toBeVisible();
  await lookAt(admin, {
    name: 'mailbox',
    path: new URL(admin.url()).pathname + new URL(admin.url()).search,
    shows: (page: Page) => page.getByRole('complementary', { name: subject }),
  });

  // Its links open pages to whoever signs in and may see them, and do nothing by themselves.
  const hrefs = await message.getByRole('link').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(hrefs.length).toBe(2);
  const state = async () =>
    // Of this report alone: other stories go on meanwhile.
    (
      await pool.query<{ state: string }>(
        `with of_report as (select c.id from command c where c.target_id = $1 or c.target_id in (select id from chain where cycle_report_id = $1))
         select jsonb_build_array((select count(*) from of_report), (select count(*) from receipt r join of_report o on o.id = r.command_id),
           (select count(*) from audit_event where stream = 'cycle-report/' || $1::uuid),
           (select string_agg(p::text, ',' order by p.person_id) from mail_preference p))::text as state`,
        [report.cycleReportId],
      )
    ).rows[0]?.state;
  const stranger = await browser.newPage();
  const before = await state();
  for (const href of hrefs)
    for (const method of ['HEAD', 'GET', 'GET', 'HEAD'] as const) {
      const [status, location] = await signedOutStatus(stranger, href, method);
      expect([status, location]).toEqual([307, `/sign-in?next=${encodeURIComponent(new URL(href).pathname)}`]);
    }
  expect(await state()).toBe(before);
  await stranger.close();
  const owner = await as('owner');
  await owner.goto(hrefs.find((href) => href.includes('/reports/')) ?? '');
  await expect(owner.getByRole('heading', { level: 1 })).toContainText('Data Profiling');
});

test('everybody chooses what comes to them by mail, and is never left without reminders', async ({ as }) => {
  const tester = await as('tester');
  await tester.goto('/inbox');
  await tester.getByRole('button', { name: /: account$/ }).click();
  await tester.getByRole('menuitem', { name: 'Mail settings' }).click();
  await expect(tester.getByRole('heading', { level: 1, name: 'Mail settings' })).toBeVisible();
  await tester.getByLabel('What concerns your own work').selectOption({ label: 'Not by mail; the bell shows it' });
  await tester.getByLabel('Reminders and escalations').selectOption({ label: 'In the digest' });
  await expect(tester.getByRole('main').getByRole('alert')).toContainText('never off');
  await expect(tester.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  await tester.getByLabel('What concerns your own work').selectOption({ label: 'One message each hour in which something came' });
  await tester.getByRole('button', { name: 'Save' }).click();
  await expect(tester.getByText('Your mail settings are saved')).toBeVisible();
  await tester.reload();
  await expect(tester.getByLabel('What concerns your own work')).toHaveValue('hourly');
  await lookAt(tester, {
    name: 'mail-settings',
    path: '/mail-settings',
    shows: (page: Page) => page.getByLabel('Reminders and escalations'),
  });
});
