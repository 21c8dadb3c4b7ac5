import type { Locator, Page, Route } from '@playwright/test';
import { expect, test } from './fixtures';
import { DEMO_REPORTS, DemoReports } from './pages/demo-reports';

const WIDE = { width: 1280, height: 800 } as const;
const NARROW = { width: 390, height: 844 } as const;
/** Where the first row of a table begins at the latest, in px from the top of a screen of 1280 × 800. */
const FIRST_ROW_BY = 240;
/** How high the head of a version may be, from the bar of the frame to its tabs and with them. */
const HEAD_BY = 120;

/** How long a page may take on a machine that does other things beside. */
const SLOW_MS = 60_000;

test.setTimeout(300_000);

test('rows begin high on the screen, and nothing above them moves while one works', async ({ as }) => {
  const tester = await as('tester');
  const secondTester = await as('secondTester');
  const owner = await as('owner');
  const reports = await DemoReports.seenBy(await as('executive'));
  const pages: [string, Page, string][] = [
    ['Planning', tester, `${reports.path(DEMO_REPORTS.imported)}/planning`],
    ['Data Profiling', tester, `${reports.path(DEMO_REPORTS.profiled)}/data-profiling`],
    ['Scoping', tester, `${reports.path(DEMO_REPORTS.scopeReturned)}/scoping`],
    ['Sample Selection', secondTester, `${reports.path(DEMO_REPORTS.returned)}/sample-selection`],
    ['what waits for approval', owner, `${reports.path(DEMO_REPORTS.scopeWaiting)}/scoping`],
    ['the changes to decide on', owner, `${reports.path(DEMO_REPORTS.revised)}/sample-selection/decide`],
    ['the rules to decide on', owner, `${reports.path(DEMO_REPORTS.rulesWaiting)}/data-profiling/decide?show=items`],
    ['a comparison', owner, `${reports.path(DEMO_REPORTS.approved)}/sample-selection/compare?base=1&head=2`],
    ['the inbox', owner, '/inbox'],
  ];
  for (const [name, page, path] of pages) {
    await page.setViewportSize(WIDE);
    await page.goto(path);
    const first = firstRow(page);
    await expect(first, name).toBeVisible({ timeout: SLOW_MS });
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    expect.soft(await top(first), `first row of ${name}`).toBeLessThanOrEqual(FIRST_ROW_BY);
  }

  await test.step('the head of a version is slim', async () => {
    await tester.goto(`${reports.path(DEMO_REPORTS.scopeReturned)}/scoping`);
    await expect(firstRow(tester)).toBeVisible();
    const tabs = await tester.getByRole('tablist', { name: 'Parts of this version' }).boundingBox();
    const bar = await tester.getByRole('banner').first().boundingBox();
    expect((tabs?.y ?? 0) + (tabs?.height ?? 0) - ((bar?.y ?? 0) + (bar?.height ?? 0))).toBeLessThanOrEqual(HEAD_BY);
  });

  await test.step('all news of a version is read without a row moving', async () => {
    const before = await top(firstRow(tester));
    await tester.getByRole('button', { name: 'All news of this version' }).click();
    await expect(tester.getByText(/conditions? met$/)).toBeVisible();
    expect(await top(firstRow(tester))).toBe(before);
    await tester.keyboard.press('Escape');
    await expect(tester.getByText(/conditions? met$/)).toBeHidden();
  });

  await test.step('rows have their width before what stands beside them has arrived', async () => {
    await owner.goto(`${reports.path(DEMO_REPORTS.revised)}/sample-selection/decide`);
    const before = (await firstRow(owner).boundingBox())?.width;
    await owner.getByRole('region', { name: 'Your decision' }).evaluate((panel) => panel.parentElement?.parentElement?.remove());
    expect((await firstRow(owner).boundingBox())?.width).toBe(before);
  });

  await test.step('verdicts on selected rows are offered without a row moving', async () => {
    await owner.goto(`${reports.path(DEMO_REPORTS.revised)}/sample-selection/decide`);
    await expect(firstRow(owner)).toBeVisible();
    await expect(owner.getByText(/reviewed;/)).toBeVisible();
    const before = await top(firstRow(owner));
    await owner.getByRole('row').getByRole('checkbox').nth(1).check();
    await expect(owner.getByText('1 selected:')).toBeVisible();
    expect(await top(firstRow(owner))).toBe(before);
  });
});

test('the first change is on the first screen of a telephone', async ({ as }) => {
  const owner = await as('owner');
  const reports = await DemoReports.seenBy(owner);
  await owner.setViewportSize(NARROW);
  for (const page of ['decide', 'compare?base=1&head=2']) {
    await owner.goto(`${reports.path(DEMO_REPORTS.revised)}/sample-selection/${page}`);
    const change = owner.getByRole('main').getByRole('listitem').first();
    await expect(change).toBeVisible({ timeout: SLOW_MS });
    // Other lists of the page may come before the one of changes does.
    await expect.poll(() => top(change), { message: `first change of ${page}`, timeout: SLOW_MS }).toBeLessThanOrEqual(NARROW.height / 2);
  }
});

test('a column is widened by drag and by key, and stays so', async ({ as }) => {
  const tester = await as('tester');
  const reports = await DemoReports.seenBy(tester);
  await tester.setViewportSize(WIDE);
  const path = `${reports.path(DEMO_REPORTS.profiled)}/data-profiling`;
  await tester.goto(path);
  const head = tester.getByRole('columnheader', { name: 'Name', exact: true });
  await expect(head).toBeVisible();
  const was = await width(head);
  const box = await head.boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) - 3, (box?.y ?? 0) + 10];
  await tester.mouse.move(x, y);
  await tester.mouse.down();
  await tester.mouse.move(x + 60, y, { steps: 4 });
  await tester.mouse.up();
  await expect.poll(() => width(head)).toBe(was + 60);
  await head.getByRole('button').focus();
  await tester.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => width(head)).toBe(was + 44);
  await tester.keyboard.press('ArrowRight');
  await expect(tester.getByRole('columnheader', { name: 'Decision', exact: true }).getByRole('button')).toBeFocused();
  await tester.reload();
  await expect.poll(() => width(head)).toBe(was + 44);
});

test('the table is one key away from the top of a page, also while its rows are on their way and after they were scrolled', async ({
  as,
}) => {
  const tester = await as('tester');
  const reports = await DemoReports.seenBy(tester);
  const focused = tester.locator('[data-cell]:focus');
  const skip = tester.getByRole('button', { name: 'Skip to the table' });
  const rows = /\/items\?.*limit=200/;
  const asked = new Promise<Route>((resolve) => void tester.route(rows, resolve, { times: 1 }));
  // In another order than its own, rows do not come with the page.
  await tester.goto(`${reports.path(DEMO_REPORTS.scopeReturned)}/scoping?sort=-key`);
  const route = await asked;
  await skip.press('Enter');
  await expect(tester.getByRole('main')).toBeFocused();
  await route.continue();
  await expect(focused).toHaveAttribute('data-cell', '0:0');
  await tester.keyboard.press('ArrowDown');
  await expect(focused).toHaveAttribute('data-cell', '1:0');

  await tester.keyboard.press('?');
  await expect(tester.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await tester.keyboard.press('Escape');
  await expect(focused).toHaveAttribute('data-cell', '1:0');

  await tester.getByRole('grid').hover();
  await tester.mouse.wheel(0, 2500);
  await expect(tester.locator('[data-cell="1:0"]')).toHaveCount(0);
  await skip.press('Enter');
  await expect(focused).toHaveCount(1);
  await tester.keyboard.press('ArrowDown');
  await expect(focused).toBeInViewport();
});

function firstRow(page: Page): Locator {
  return page.getByRole('grid').locator('[data-index="0"]');
}

async function top(element: Locator): Promise<number> {
  return Math.round((await element.boundingBox())?.y ?? Number.POSITIVE_INFINITY);
}

async function width(element: Locator): Promise<number> {
  return Math.round((await element.boundingBox())?.width ?? 0);
}

test('a page that can be read but not yet used says so', async ({ as }) => {
  const page = await (await as('owner')).context().newPage();
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/cycles', { waitUntil: 'commit' });
  const sign = page.getByRole('progressbar', { name: 'Getting this page ready for use' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(sign).toBeVisible();
  release();
  await expect(sign).toBeHidden({ timeout: SLOW_MS });
});

test('nothing in the lines of Cycles lies over what stands beside it, at any width of a table', async ({ as }) => {
  const page = await as('executive');
  for (const width of [1280, 1024, 800]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/cycles');
    const cells = page.getByRole('table', { name: 'Reports' }).first().getByRole('cell');
    await expect(cells.first()).toBeVisible();
    const spilling = await cells.evaluateAll((all) =>
      all.flatMap((cell) => {
        const { left, right } = cell.getBoundingClientRect();
        const spills = [...cell.querySelectorAll('*:not(.sr-only)')].some((part) => {
          const box = part.getBoundingClientRect();
          return getComputedStyle(cell).overflowX === 'visible' && box.width > 0 && (box.left < left - 1 || box.right > right + 1);
        });
        return spills ? [cell.textContent] : [];
      }),
    );
    expect.soft(spilling, `at ${width}`).toEqual([]);
  }
});
