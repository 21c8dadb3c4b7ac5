import { test as anonymous, type Page } from '@playwright/test';
import { ADMIN_SECTION_LABELS, ADMIN_SECTIONS } from '#components/admin/sections';
import { expect, test, watchConsole } from './fixtures';
import { DemoReports } from './pages/demo-reports';
import { type Look, lookAt } from './pages/page-look';

const WAITING = 'Mortgage Disclosure Register';
const REVISED = 'Branch Lending Register';
const APPROVED = 'Purchased Loans Register';
const RETURNED = 'Home Equity Register';
const IMPORTED = 'Commercial Mortgage Register';
const OPENED = 'Multifamily Register';
const PROFILED = 'Reverse Mortgage Register';
const RULES_WAITING = 'Manufactured Homes Register';
const RULES_REVISED = 'Refinancing Register';
const SCOPE_WAITING = 'Rural Lending Register';
const SCOPE_RETURNED = 'Student Housing Register';

test.describe.configure({ timeout: 600_000 });

anonymous('pages before the sign-in', async ({ page }) => {
  anonymous.setTimeout(300_000);
  const problems: string[] = [];
  watchConsole(page, problems, () => false);
  await lookAt(page, {
    name: 'sign-in',
    path: '/sign-in',
    shows: (at) => at.getByRole('button', { name: 'Sign in', exact: true }),
    picture: 'sign-in',
  });
  await lookAt(page, { name: 'welcome-spent-link', path: '/welcome/spent', shows: (at) => at.getByRole('heading', { level: 1 }) });
  expect(problems, 'errors in the console').toEqual([]);
});

test('the inbox of an approver', async ({ as }) => {
  const owner = await as('owner');
  for (const tab of ['waiting', 'sent', 'team', 'done'] as const) {
    await lookAt(owner, {
      name: `inbox-${tab}`,
      path: `/inbox?tab=${tab}`,
      shows: (page) => page.getByRole('tab', { selected: true }),
      picture: tab === 'waiting' ? 'inbox' : undefined,
    });
  }
});

test('the decision screen', async ({ as }) => {
  const owner = await as('owner');
  const reports = await DemoReports.seenBy(owner);
  const first = `${reports.path(WAITING)}/sample-selection/decide`;
  const revised = `${reports.path(REVISED)}/sample-selection/decide`;
  const key = encodeURIComponent(await reports.firstKey(WAITING, 'sample-selection'));
  const tab =
    (name: RegExp): Look['shows'] =>
    (page) =>
      page.getByRole('tab', { name, selected: true });
  const dialog: Look['shows'] = (page) => page.getByRole('dialog');
  const looks: Look[] = [
    { name: 'decision-summary', path: first, shows: tab(/^Summary/), picture: 'decision-summary' },
    { name: 'decision-items', path: `${first}?show=items`, shows: tab(/^All samples/), picture: 'decision-items' },
    {
      name: 'decision-item-panel',
      path: `${first}?show=items&row=${key}`,
      shows: (page) => page.getByRole('complementary').filter({ hasText: decodeURIComponent(key) }),
    },
    { name: 'decision-changes', path: revised, shows: tab(/^What changed/), picture: 'decision' },
    { name: 'decision-comments', path: `${revised}?show=comments`, shows: tab(/^Comments/) },
    { name: 'decision-history', path: `${revised}?show=history`, shows: tab(/^History/) },
    {
      name: 'decision-reject-dialog',
      path: `${first}?show=items`,
      shows: (page) => page.getByRole('dialog').or(page.getByRole('group', { name: /^Verdict on/ })),
      open: async (page) => {
        await page
          .getByRole('group', { name: /^Verdict on/ })
          .first()
          .getByRole('button', { name: 'Reject' })
          .click();
        await expect(dialog(page)).toBeVisible();
      },
      picture: 'reject-dialog',
    },
    {
      name: 'decision-ask-for-more',
      path: first,
      shows: (page) => page.getByRole('dialog').or(page.getByRole('button', { name: 'Ask for more…' })),
      open: async (page) => {
        await page.getByRole('button', { name: 'Ask for more…' }).click();
        await expect(dialog(page)).toBeVisible();
      },
      picture: 'ask-for-more',
    },
  ];
  for (const look of looks) await lookAt(owner, look);
});

test('compare and the report page', async ({ as }) => {
  const owner = await as('owner');
  const reports = await DemoReports.seenBy(owner);
  const compare = `${reports.path(APPROVED)}/sample-selection/compare?base=1&head=2`;
  await lookAt(owner, {
    name: 'compare',
    path: compare,
    shows: (page) => page.getByRole('heading', { name: 'Compare versions' }),
    picture: 'compare',
  });
  await lookAt(owner, {
    name: 'compare-inline',
    path: `${compare}&layout=inline`,
    shows: (page) => page.getByRole('heading', { name: 'Compare versions' }),
  });
  await lookAt(owner, {
    name: 'report',
    path: reports.path(APPROVED),
    shows: (page) => page.getByRole('list', { name: 'Phases' }),
    picture: 'report',
  });
});

test('the workspace of Planning', async ({ as }) => {
  const tester = await as('tester');
  const reports = await DemoReports.seenBy(tester);
  const imported = `${reports.path(IMPORTED)}/planning`;
  const panel =
    (name: string): Look['shows'] =>
    (page) =>
      page.getByRole('tab', { name, selected: true });
  const key = await reports.firstKey(IMPORTED, 'planning');
  const looks: Look[] = [
    { name: 'planning-attributes', path: imported, shows: panel('Attributes'), picture: 'planning-attributes' },
    {
      name: 'planning-attribute-panel',
      path: `${imported}?row=${encodeURIComponent(key)}`,
      shows: (page) => page.getByRole('complementary').filter({ hasText: key }),
    },
    { name: 'planning-summary', path: `${imported}?panel=summary`, shows: panel('Summary') },
    { name: 'planning-faults', path: `${imported}?panel=faults`, shows: panel('Faults') },
    { name: 'planning-file', path: `${imported}?panel=file`, shows: panel('Data file') },
    {
      name: 'planning-empty',
      path: `${reports.path(OPENED)}/planning`,
      shows: (page) => page.getByText('No attributes yet', { exact: true }),
    },
    { name: 'planning-import', path: `${reports.path(OPENED)}/planning?panel=import`, shows: panel('Import') },
    {
      name: 'planning-bulk-dialog',
      path: imported,
      shows: (page) => page.getByRole('dialog').or(page.getByRole('button', { name: 'Change all…' })),
      open: (page) => page.getByRole('button', { name: 'Change all…' }).click(),
      wideOnly: true,
    },
  ];
  for (const look of looks) await lookAt(tester, look);
});

test('the workspaces of Data Profiling and Scoping', async ({ as }) => {
  const tester = await as('tester');
  const reports = await DemoReports.seenBy(tester);
  const profiling = `${reports.path(PROFILED)}/data-profiling`;
  const scoping = `${reports.path(SCOPE_RETURNED)}/scoping`;
  await lookAtPanels(tester, 'profiling', profiling, { Rules: 'profiling-rules', Profile: 'profiling-profile' });
  await lookAtPanels(tester, 'scoping', scoping, { Attributes: 'scoping-attributes', 'Impact and coverage': 'scoping-impact' });
  for (const [name, path, phase, report] of [
    ['profiling-rule-panel', profiling, 'data-profiling', PROFILED],
    ['scoping-attribute-panel', scoping, 'scoping', SCOPE_RETURNED],
  ] as const) {
    const key = await reports.firstKey(report, phase);
    await lookAt(tester, {
      name,
      path: `${path}?row=${encodeURIComponent(key)}`,
      shows: (page) => page.getByRole('complementary').filter({ hasText: key }),
    });
  }
});

test('decisions on rules and on a scope', async ({ as }) => {
  const owner = await as('owner');
  const reports = await DemoReports.seenBy(owner);
  const tab =
    (name: RegExp): Look['shows'] =>
    (page) =>
      page.getByRole('tab', { name, selected: true });
  const waiting = `${reports.path(RULES_WAITING)}/data-profiling/decide`;
  const revised = `${reports.path(RULES_REVISED)}/data-profiling`;
  const scope = `${reports.path(SCOPE_WAITING)}/scoping/decide`;
  const looks: Look[] = [
    { name: 'decision-rules', path: waiting, shows: tab(/^Summary/), picture: 'decision-rules' },
    { name: 'decision-rules-items', path: `${waiting}?show=items`, shows: tab(/^All rules/) },
    {
      name: 'decision-rules-effects',
      path: `${revised}/decide`,
      shows: (page) => page.getByText('Rules loosened'),
      picture: 'decision-effects',
    },
    {
      name: 'compare-rules',
      path: `${revised}/compare?base=1&head=2`,
      shows: (page) => page.getByRole('heading', { name: 'Compare versions' }),
    },
    { name: 'decision-scope', path: scope, shows: tab(/^Summary/), picture: 'decision-scope' },
    { name: 'decision-scope-items', path: `${scope}?show=items`, shows: tab(/^All attributes/) },
  ];
  for (const look of looks) await lookAt(owner, look);
});

test('the workspace of Sample Selection', async ({ as }) => {
  const tester = await as('secondTester');
  const reports = await DemoReports.seenBy(tester);
  const returned = `${reports.path(RETURNED)}/sample-selection`;
  const panel =
    (name: string): Look['shows'] =>
    (page) =>
      page.getByRole('tab', { name, selected: true });
  await lookAt(tester, { name: 'sampling-samples', path: returned, shows: panel('Samples'), picture: 'sampling-feedback' });
  await lookAt(tester, { name: 'sampling-draws', path: `${returned}?panel=draws`, shows: panel('Draws'), picture: 'sampling-draws' });
  await lookAt(tester, { name: 'sampling-coverage', path: `${returned}?panel=summary`, shows: panel('Coverage') });
  await lookAt(tester, { name: 'sampling-population', path: `${returned}?panel=file`, shows: panel('Population') });
  await lookAt(tester, { name: 'sampling-record', path: `${returned}?version=1`, shows: panel('Samples') });
  await lookAt(tester, {
    name: 'inbox-of-a-tester',
    path: '/inbox',
    shows: (page) => page.getByRole('tab', { selected: true }),
    picture: 'inbox-tester',
  });
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
  await lookAt(executive, {
    name: 'trail-entry',
    path: `/trail?report=${reports.path(APPROVED).split('/').at(-1)}`,
    shows: (page) => page.getByRole('complementary').or(page.getByRole('heading', { level: 1, name: 'Trail' })),
    open: async (page) => {
      await page.getByRole('grid', { name: 'Trail' }).getByRole('row').filter({ hasText: 'requested changes to' }).click();
      await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
    },
    picture: 'trail',
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

test('a page that does not exist', async ({ as, refusals }) => {
  refusals.expected = true;
  const tester = await as('tester');
  const notFound: Look['shows'] = (page) => page.getByText(/does not exist|not found/i);
  await lookAt(tester, { name: 'not-found', path: '/nowhere', shows: notFound });
  await lookAt(tester, { name: 'not-found-report', path: '/reports/00000000-0000-4000-8000-000000000000', shows: notFound });
});

/** Every part of a version's workspace; `pictures` names those that the guides show. */
async function lookAtPanels(page: Page, name: string, path: string, pictures: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(path);
  const tabs = page.getByRole('tablist', { name: 'Parts of this version' }).getByRole('tab');
  await expect(tabs.first()).toBeVisible();
  for (const panel of await tabs.allInnerTexts()) {
    await lookAt(page, {
      name: `${name}-${panel.toLowerCase().replaceAll(' ', '-')}`,
      path,
      shows: (at) => at.getByRole('tab', { name: panel, exact: true }),
      open: async (at) => {
        await at.getByRole('tab', { name: panel, exact: true }).click();
        await expect(at.getByRole('tab', { name: panel, exact: true, selected: true })).toBeVisible();
      },
      picture: pictures[panel],
    });
  }
}
