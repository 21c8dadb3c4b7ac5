import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type { DemoPart } from '../cli/demo/people';
import { expect, test } from './fixtures';
import { DEMO_REPORTS, DemoReports } from './pages/demo-reports';

type Path = (reports: DemoReports) => string;
const at =
  (name: (typeof DEMO_REPORTS)[keyof typeof DEMO_REPORTS], rest: string): Path =>
  (reports) =>
    `${reports.path(name)}${rest}`;

/** Pages with most of what opens a menu or stands beside its button, and who is there; dialogs.spec.ts tries dialogs. */
const PLACES: readonly [DemoPart, string, Path][] = [
  ['tester', 'inbox', () => '/inbox'],
  ['tester', 'draft of a scope', at(DEMO_REPORTS.scopeReturned, '/scoping')],
  ['tester', 'draft of an import', at(DEMO_REPORTS.imported, '/planning')],
  ['owner', 'decision', at(DEMO_REPORTS.waiting, '/sample-selection/decide?show=items')],
  ['owner', 'comparison', at(DEMO_REPORTS.approved, '/sample-selection/compare?base=1&head=2')],
  ['executive', 'cycles', () => '/cycles'],
  ['executive', 'report', at(DEMO_REPORTS.approved, '')],
  ['executive', 'progress', () => '/progress'],
  ['admin', 'users', () => '/admin/users'],
];

/** What opens one says so. */
const OPENERS = 'button[aria-haspopup="menu"], button[aria-haspopup="dialog"]';

for (const [part, place, path] of PLACES) {
  test(`what opens on ${place} is closed by Esc and gives the focus back, and axe finds no fault in a menu`, async ({ as }) => {
    test.setTimeout(180_000);
    const page = await as(part);
    await page.goto(path(await DemoReports.seenBy(page)));
    await page.waitForLoadState('networkidle');
    const openers = page.locator(OPENERS);
    const tried: string[] = [];
    for (let nth = 0; nth < (await openers.count()); nth += 1) {
      const opener = openers.nth(nth);
      if (!(await opener.isVisible()) || (await opener.getAttribute('aria-disabled')) === 'true') continue;
      const name = (await opener.getAttribute('aria-label')) ?? (await opener.innerText());
      // Of a row's own menu, one row's tells of all.
      const kind = name.replace(/ for .+$/, '');
      if (tried.includes(kind)) continue;
      tried.push(kind);
      await opensAndCloses(page, opener, name);
    }
    console.info(`${place}: ${tried.map((name) => name.replaceAll(/\s+/g, ' ')).join(' · ')}`);
    expect(tried.length).toBeGreaterThan(1);
  });
}

async function opensAndCloses(page: Page, opener: Locator, name: string): Promise<void> {
  const opened = page.locator('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]');
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(opened, name).toHaveCount(1);
  if ((await opened.getAttribute('role')) === 'menu') {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(opened, name).toHaveCount(0);
  await expect(opener, `${name} has the focus again`).toBeFocused();
}
