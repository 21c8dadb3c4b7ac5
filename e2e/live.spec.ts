import type { Page } from '@playwright/test';
import { findInstallation } from '../cli/machine/installation';
import { playProfiling } from '../cli/play/profiling-act';
import { readEvents } from '../test/support/event-reader';
import { startWebProcess } from '../test/support/web-process';
import { DecisionPage } from './pages/decision-page';
import { expect, type PreparedReport, test } from './stage-fixture';

test.describe.configure({ timeout: 240_000 });

/** Longer than any page waits that asks by itself, and shorter than silence that it takes for a lost stream. */
const LONG_MS = 25_000;
/** What was read before changes were told is asked once more within this time. */
const SOON_MS = 1_000;

/** The addresses that a page asks of its own accord from now on. */
function askedBy(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/') && pathname !== '/api/live') asked.push(pathname);
  });
  return asked;
}

/** Opens a page, and waits until changes are told to it. */
async function openLive(page: Page, address: string): Promise<void> {
  const stream = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/live');
  await page.goto(address);
  expect((await stream).status()).toBe(200);
}

const phase = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Phases' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) });

const rowOf = (page: Page, { name }: PreparedReport) => page.getByRole('grid').getByRole('link', { name: new RegExp(`^${name}`) });

test('one person submits and another decides; the pages of both show it, and ask nothing as long as nothing happens', async ({
  as,
  preparation,
}) => {
  const report = await preparation.planned('Told at once');
  const [tester, owner] = [await as('tester'), await as('owner')];
  for (const page of [tester, owner]) await page.clock.install();
  await openLive(tester, `/reports/${report.cycleReportId}`);
  await openLive(owner, '/inbox');
  await expect(rowOf(owner, report)).toHaveCount(0);
  for (const page of [tester, owner]) await page.clock.fastForward(SOON_MS);
  await Promise.all([tester, owner].map((page) => page.waitForLoadState('networkidle')));

  const asked = [askedBy(tester), askedBy(owner)];
  for (const page of [tester, owner]) await page.clock.fastForward(LONG_MS);
  await Promise.all([tester, owner].map((page) => page.waitForLoadState('networkidle')));
  expect(asked).toEqual([[], []]);

  await playProfiling(preparation.stage, preparation.cast.tester, report.cycleReportId, []);
  await expect(rowOf(owner, report)).toBeVisible();
  await expect(phase(tester, 'Data Profiling')).toContainText('Waiting for approval');
  const decision = await DecisionPage.openFromInbox(owner, report.name);
  await decision.decide('Approve', '');
  await expect(phase(tester, 'Data Profiling')).toContainText('Complete');
});

test('without a stream pages ask by themselves', async ({ as, preparation, onPurpose }) => {
  onPurpose.has = 'outages';
  const report = await preparation.planned('Asked for');
  const owner = await as('owner');
  await owner.route('**/api/live', (route) => route.abort());
  const broken = owner.waitForRequest('**/api/live');
  await owner.goto('/inbox');
  await broken;
  await playProfiling(preparation.stage, preparation.cast.tester, report.cycleReportId, []);
  await expect(rowOf(owner, report)).toBeVisible();
});

test('of two windows of one person one holds the stream, and both are told', async ({ as, preparation }) => {
  const report = await preparation.planned('Two windows');
  const first = await as('owner');
  await openLive(first, '/inbox');
  const second = await first.context().newPage();
  const streams: string[] = [];
  second.on('request', (request) => request.url().endsWith('/api/live') && streams.push(request.url()));
  await second.goto('/inbox');
  await expect(rowOf(second, report)).toHaveCount(0);
  await playProfiling(preparation.stage, preparation.cast.tester, report.cycleReportId, []);
  for (const page of [first, second]) await expect(rowOf(page, report)).toBeVisible();
  expect(streams).toEqual([]);
  const taken = second.waitForRequest('**/api/live');
  await first.close();
  await taken;
});

test('a process of pages ends within its time though streams are open', async ({ preparation }) => {
  const { databaseUrl } = await findInstallation();
  const web = await startWebProcess(databaseUrl);
  const { rows } = await preparation.stage.db.pool.query<{ userId: string; name: string; email: string; epoch: number }>(
    'select id as "userId", name, email, session_epoch as epoch from app_user where id = any($1)',
    [[preparation.cast.tester.userId, preparation.cast.owner.userId]],
  );
  const streams = await Promise.all(
    rows.map(async ({ epoch, ...person }) => {
      const cookie = await web.cookieOf({ ...person, roles: [] }, epoch);
      return readEvents(await fetch(`${web.url}/api/live`, { headers: { cookie } }));
    }),
  );
  expect(streams).toHaveLength(2);
  for (const { next } of streams) expect([(await next()).retry !== undefined, (await next()).event]).toEqual([true, 'opened']);
  expect(await web.stop()).toEqual([]);
  for (const { next } of streams) expect((await next()).event).toBeNull();
});
