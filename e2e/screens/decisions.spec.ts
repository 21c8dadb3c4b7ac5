import { expect, test } from '../fixtures';
import { DecisionPage } from '../pages/decision-page';
import { DEMO_REPORTS, DemoReports } from '../pages/demo-reports';
import { type Look, lookAt } from '../pages/page-look';

test.describe.configure({ mode: 'parallel', timeout: 600_000 });
// A trace keeps the whole page at every step, which takes longer than looking; a finding is told in words and by a screenshot.
test.use({ trace: 'off' });

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
  const first = `${reports.path(DEMO_REPORTS.waiting)}/sample-selection/decide`;
  const revised = `${reports.path(DEMO_REPORTS.revised)}/sample-selection/decide`;
  const key = encodeURIComponent(await reports.firstKey(DEMO_REPORTS.waiting, 'sample-selection'));
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
    {
      name: 'decision-print',
      path: revised.replace(/decide$/, 'print?version=2&base=1'),
      shows: (page) => page.getByRole('heading', { name: 'To check it by' }),
    },
    { name: 'decision-comments', path: `${revised}?show=comments`, shows: tab(/^Comments/) },
    {
      name: 'decision-course',
      path: revised.replace(/decide$/, 'course?version=1&step=9'),
      shows: (page) => page.getByText(/^Replayed: the workflow code of today takes the same steps/),
    },
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
  const compare = `${reports.path(DEMO_REPORTS.approved)}/sample-selection/compare?base=1&head=2`;
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
    path: reports.path(DEMO_REPORTS.approved),
    shows: (page) => page.getByRole('list', { name: 'Phases' }),
    picture: 'report',
  });
});

test('decisions on rules and on a scope', async ({ as }) => {
  const owner = await as('owner');
  const reports = await DemoReports.seenBy(owner);
  const tab =
    (name: RegExp): Look['shows'] =>
    (page) =>
      page.getByRole('tab', { name, selected: true });
  const waiting = `${reports.path(DEMO_REPORTS.rulesWaiting)}/data-profiling/decide`;
  const revised = `${reports.path(DEMO_REPORTS.rulesRevised)}/data-profiling`;
  const scope = `${reports.path(DEMO_REPORTS.scopeWaiting)}/scoping/decide`;
  const looks: Look[] = [
    { name: 'decision-rules', path: waiting, shows: tab(/^Summary/), picture: 'decision-rules' },
    { name: 'decision-rules-items', path: `${waiting}?show=items`, shows: tab(/^All rules/) },
    {
      name: 'decision-rules-effects',
      path: `${revised}/decide`,
      shows: (page) => page.getByText('What it comes to', { exact: true }),
      open: async (page) => {
        await new DecisionPage(page).showEffects();
        await expect(page.getByRole('heading', { name: 'Rules loosened' })).toBeVisible();
      },
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
