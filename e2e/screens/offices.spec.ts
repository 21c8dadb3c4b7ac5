import { test as anonymous } from '@playwright/test';
import { ADMIN_SECTION_LABELS, ADMIN_SECTIONS } from '#components/admin/sections';
import { expect, test, watchConsole } from '../fixtures';
import { DEMO_REPORTS, DemoReports } from '../pages/demo-reports';
import { type Look, lookAt } from '../pages/page-look';

test.describe.configure({ mode: 'parallel', timeout: 600_000 });
// A trace keeps the whole page at every step, which takes longer than looking; a finding is told in words and by a screenshot.
test.use({ trace: 'off' });

anonymous('pages before the sign-in', async ({ page }) => {
  anonymous.setTimeout(300_000);
  const problems: string[] = [];
  watchConsole(page, problems, () => 'nothing');
  await lookAt(page, {
    name: 'sign-in',
    path: '/sign-in',
    shows: (at) => at.getByRole('button', { name: 'Sign in', exact: true }),
    picture: 'sign-in',
  });
  await lookAt(page, { name: 'welcome-spent-link', path: '/welcome/spent', shows: (at) => at.getByRole('heading', { level: 1 }) });
  expect(problems, 'errors in the console').toEqual([]);
});

test('cycles, a report of one’s own, and the trail', async ({ as }) => {
  const executive = await as('executive');
  const reports = await DemoReports.seenBy(executive);
  const heading =
    (name: string): Look['shows'] =>
    (page) =>
      page.getByRole('heading', { level: 1, name });
  await lookAt(executive, { name: 'cycles', path: '/cycles', shows: heading('Cycles'), picture: 'cycles' });
  await lookAt(executive, {
    name: 'start-own-report',
    path: '/cycles/start',
    shows: heading('Start with your own report'),
    picture: 'start-own-report',
  });
  await lookAt(executive, {
    name: 'create-cycle',
    path: '/cycles',
    shows: (page) => page.getByRole('dialog').or(page.getByRole('button', { name: 'New cycle' })),
    open: (page) => page.getByRole('button', { name: 'New cycle' }).click(),
  });
  await lookAt(executive, { name: 'trail', path: '/trail', shows: heading('Trail') });
  await lookAt(executive, { name: 'glossary', path: '/glossary', shows: heading('Glossary') });
  await lookAt(executive, {
    name: 'trail-entry',
    path: `/trail?report=${reports.path(DEMO_REPORTS.approved).split('/').at(-1)}&text=requested+changes`,
    shows: (page) => page.getByRole('complementary').or(page.getByRole('heading', { level: 1, name: 'Trail' })),
    open: async (page) => {
      await page.getByRole('grid', { name: 'Trail' }).getByRole('row').filter({ hasText: 'requested changes to' }).click();
      await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
    },
    picture: 'trail',
  });
});

test('progress of a cycle, its people, its flow, and the rows of a number', async ({ as }) => {
  const executive = await as('executive');
  const grid: Look['shows'] = (page) =>
    page.getByRole('grid', { name: 'Reports by phases' }).or(page.getByRole('list', { name: 'Reports' }));
  await lookAt(executive, { name: 'progress', path: '/progress', shows: grid, picture: 'progress' });
  await lookAt(executive, {
    name: 'progress-cell',
    path: '/progress',
    shows: (page) => page.getByRole('complementary').or(grid(page)),
    open: async (page) => {
      await page.getByRole('gridcell').first().press('Enter');
      await expect(page.getByRole('list', { name: 'Instances' }).getByRole('listitem').first()).toBeVisible();
    },
  });
  const table =
    (name: string): Look['shows'] =>
    (page) =>
      page.getByRole('table', { name }).or(page.getByRole('list', { name }));
  await lookAt(executive, { name: 'progress-people', path: '/progress/people', shows: table('Open turns by person') });
  await lookAt(executive, { name: 'progress-flow', path: '/progress/flow', shows: table('Throughput by week') });
  await executive.goto('/progress');
  const rows = await executive.getByRole('list', { name: 'In all' }).getByRole('link', { name: 'in all' }).getAttribute('href');
  await lookAt(executive, { name: 'progress-rows', path: rows ?? '', shows: table('Rows') });
});

test('workflows: runs, one of them, durations, the attempts of a number, and what needs somebody', async ({ as }) => {
  const executive = await as('executive');
  const table =
    (name: string): Look['shows'] =>
    (page) =>
      page.getByRole('table', { name }).or(page.getByRole('list', { name }));
  const hrefOf = async (path: string, name: string) => {
    await executive.goto(path);
    return (await table(name)(executive).getByRole('link').first().getAttribute('href')) ?? '';
  };
  await lookAt(executive, { name: 'workflows', path: '/workflows', shows: table('Runs of workflows') });
  await lookAt(executive, { name: 'workflow-run', path: await hrefOf('/workflows', 'Runs of workflows'), shows: table('Steps') });
  await lookAt(executive, { name: 'durations', path: '/workflows/figures', shows: table('Durations by kind of work') });
  const attempts = await hrefOf('/workflows/figures', 'Durations by kind of work');
  await lookAt(executive, { name: 'attempts', path: attempts, shows: table('Attempts') });
  await lookAt(executive, {
    name: 'workflow-alerts',
    path: '/workflows/alerts',
    shows: (page) => page.getByText('Record and processes agree').or(page.getByRole('list', { name: 'Differences' })),
  });
});

test('administration', async ({ as }) => {
  const admin = await as('admin');
  for (const section of ADMIN_SECTIONS) {
    await lookAt(admin, {
      name: `admin-${section}`,
      path: `/admin/${section}`,
      shows: (page) =>
        page
          .getByRole('heading', { name: ADMIN_SECTION_LABELS[section] })
          .or(page.getByRole('tab', { name: ADMIN_SECTION_LABELS[section], selected: true }))
          .or(page.getByRole('link', { name: ADMIN_SECTION_LABELS[section] })),
      picture: section === 'users' ? 'admin-users' : undefined,
    });
  }
});

test('a page that does not exist', async ({ as, onPurpose }) => {
  onPurpose.has = 'refusals';
  const tester = await as('tester');
  const notFound: Look['shows'] = (page) => page.getByText(/does not exist|not found/i);
  // The frame stays: the places of the product, and the palette.
  await tester.goto('/nowhere');
  await expect(tester.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Cycles' })).toBeVisible();
  await tester.keyboard.press('Control+k');
  await expect(tester.getByRole('dialog')).toBeVisible();
  await tester.keyboard.press('Escape');
  await lookAt(tester, { name: 'not-found', path: '/nowhere', shows: notFound });
  await lookAt(tester, { name: 'not-found-report', path: '/reports/00000000-0000-4000-8000-000000000000', shows: notFound });
});
