import { type Browser, chromium, type Page } from '@playwright/test';
import type { CyclesView } from '#contract/views/work-views';
import { DEMO_PEOPLE } from '../../cli/demo/people';
import { findInstallation, type Installation } from '../../cli/machine/installation';
import { findOrInstallChromium } from '../../cli/test/browser';
import { withInstallation } from '../../cli/test/installation-of-its-own';
import { benchActs } from './bench-acts';
import { benchLargeComparison } from './bench-large-comparison';
import { BENCHED_PAGES, type BenchedPage } from './benched-pages';
import { longestWait } from './longest-wait';
import { type BenchLine, median } from './measurement';
import { type LoadedScript, modulesOf } from './script-modules';
import { signIn } from './sign-in';
import { watchPaint } from './watch-paint';

/** How much slower than this machine the processor is, as on a modest laptop. */
const SLOWER = 4;
const ROUNDS = 3;
/** Most of a page, for a person: largest paint and interactions in ms, layout shift as Chromium scores it. */
const GOALS = { paint: 1_500, shift: 0.05, interaction: 100 };
const LARGEST_MODULES = 6;

/** What one look at a page measured. */
interface Look {
  paintMs: number;
  shift: number;
  scripts: readonly LoadedScript[];
  interactionsMs: ReadonlyMap<string, number>;
}

/**
 * Every page of daily use in Chromium with a processor four times slower and nothing cached, the median of three looks: largest paint,
 * layout shift, JavaScript over the wire and the longest wait of each interaction, beside their goals; then what a tester waits for with
 * the processor as it is. The installation is one of its own with the demo, or the one that runs here and COUNTERSIGN_E2E_URL names.
 */
export async function benchPages(tell: (line: BenchLine) => void): Promise<void> {
  const executablePath = (await findOrInstallChromium()) || undefined;
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const measure = async (installation: Installation): Promise<void> => {
    const browser = await chromium.launch({ executablePath, args });
    try {
      for (const page of BENCHED_PAGES)
        for (const line of await linesOf(page, await looksAt(browser, installation.webUrl, page))) tell(line);
      for (const line of await benchActs(browser, installation)) tell(line);
      for (const line of await benchLargeComparison(browser, installation)) tell(line);
    } finally {
      await browser.close();
    }
  };
  const running = process.env.COUNTERSIGN_E2E_URL;
  await (running === undefined ? withInstallation(process.env, measure) : measure({ ...(await findInstallation()), webUrl: running }));
}

async function looksAt(browser: Browser, url: string, benched: BenchedPage): Promise<Look[]> {
  const looks: Look[] = [];
  for (let round = 0; round < ROUNDS; round += 1) looks.push(await lookAt(browser, url, benched));
  return looks;
}

/** One look with a browser of its own, so that nothing is cached; the sign-in is not measured. */
async function lookAt(browser: Browser, url: string, benched: BenchedPage): Promise<Look> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await signIn(page, DEMO_PEOPLE[benched.as].email);
    const address = await benched.address(async (reportName) => pathOf(page, reportName));
    await page.goto('about:blank');
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    await client.send('Network.setCacheDisabled', { cacheDisabled: true });
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const scripts = new Map<string, LoadedScript>();
    client.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script') scripts.set(requestId, { name: new URL(response.url).pathname.split('/').at(-1) ?? '', bytes: 0 });
    });
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const script = scripts.get(requestId);
      if (script) script.bytes = encodedDataLength;
    });
    await page.addInitScript(watchPaint);
    await page.goto(address);
    await benched.ready(page);
    await page.waitForLoadState('networkidle');
    const { paintMs, shift } = await page.evaluate(() => window.watchedPaint);
    // What is fetched while something is opened is not part of the first visit.
    const loaded = [...scripts.values()].map((script) => ({ ...script }));
    const interactionsMs = new Map<string, number>();
    for (const { name, act } of benched.interactions) interactionsMs.set(name, await longestWait(page, act));
    return { paintMs, shift, scripts: loaded, interactionsMs };
  } finally {
    await context.close();
  }
}

async function pathOf(page: Page, reportName: string): Promise<string> {
  const view = (await (await page.request.get('/api/cycles')).json()) as CyclesView;
  const report = view.cycles.flatMap((cycle) => cycle.reports).find((one) => one.reportName === reportName);
  if (!report) throw new Error(`The demo has no report ${reportName}.`);
  return `/reports/${report.cycleReportId}`;
}

async function linesOf(page: BenchedPage, looks: readonly Look[]): Promise<BenchLine[]> {
  const of = (figure: (look: Look) => number) => median(looks.map(figure));
  const kB = (look: Look) => look.scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;
  const largest = (await modulesOf(looks[0]?.scripts ?? [])).slice(0, LARGEST_MODULES);
  const note = `largest modules: ${largest.map(({ name, bytes }) => `${name} ${Math.round(bytes / 1_000)} kB`).join(', ')}`;
  return [
    { name: `${page.name}: largest paint`, ours: of((look) => look.paintMs), floor: null, goal: GOALS.paint, unit: 'ms' },
    { name: `${page.name}: layout shift`, ours: of((look) => look.shift), floor: null, goal: GOALS.shift, unit: 'shift' },
    { name: `${page.name}: JavaScript`, ours: of(kB), floor: null, goal: page.mostScriptKb, unit: 'kB', note },
    ...page.interactions.map(
      ({ name }): BenchLine => ({
        name: `${page.name}: ${name}`,
        ours: of((look) => look.interactionsMs.get(name) ?? Number.NaN),
        floor: null,
        goal: GOALS.interaction,
        unit: 'ms',
      }),
    ),
  ];
}
