import { type Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { DEMO_REPORTS, DemoReports } from '../pages/demo-reports';
import { type Look, lookAt } from '../pages/page-look';

test.describe.configure({ mode: 'parallel', timeout: 600_000 });
// A trace keeps the whole page at every step, which takes longer than looking; a finding is told in words and by a screenshot.
test.use({ trace: 'off' });

test('the workspace of Planning', async ({ as }) => {
  const tester = await as('tester');
  const reports = await DemoReports.seenBy(tester);
  const imported = `${reports.path(DEMO_REPORTS.imported)}/planning`;
  const panel =
    (name: string): Look['shows'] =>
    (page) =>
      page.getByRole('tab', { name, selected: true });
  const key = await reports.firstKey(DEMO_REPORTS.imported, 'planning');
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
      path: `${reports.path(DEMO_REPORTS.opened)}/planning`,
      shows: (page) => page.getByText('No attributes yet', { exact: true }),
    },
    { name: 'planning-import', path: `${reports.path(DEMO_REPORTS.opened)}/planning?panel=import`, shows: panel('Import') },
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
  const profiling = `${reports.path(DEMO_REPORTS.profiled)}/data-profiling`;
  const scoping = `${reports.path(DEMO_REPORTS.scopeReturned)}/scoping`;
  await lookAtPanels(tester, 'profiling', profiling, { Rules: 'profiling-rules', Profile: 'profiling-profile' });
  await lookAtPanels(tester, 'scoping', scoping, { Attributes: 'scoping-attributes', 'Impact and coverage': 'scoping-impact' });
  for (const [name, path, phase, report] of [
    ['profiling-rule-panel', profiling, 'data-profiling', DEMO_REPORTS.profiled],
    ['scoping-attribute-panel', scoping, 'scoping', DEMO_REPORTS.scopeReturned],
  ] as const) {
    const key = await reports.firstKey(report, phase);
    await lookAt(tester, {
      name,
      path: `${path}?row=${encodeURIComponent(key)}`,
      shows: (page) => page.getByRole('complementary').filter({ hasText: key }),
    });
  }
});

test('the workspace of Sample Selection', async ({ as }) => {
  const tester = await as('secondTester');
  const reports = await DemoReports.seenBy(tester);
  const returned = `${reports.path(DEMO_REPORTS.returned)}/sample-selection`;
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
