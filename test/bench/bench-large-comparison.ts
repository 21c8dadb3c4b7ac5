import type { Browser, Page } from '@playwright/test';
import { generateRegister } from '../../cli/demo/generate-register';
import type { Installation } from '../../cli/machine/installation';
import { playBefore } from '../../cli/play/acts';
import { ensureCast } from '../../cli/play/cast';
import { DEMO_LOB } from '../../cli/play/demo-lob';
import { setWhere, submit, work } from '../../cli/play/draft-steps';
import { fileFromText } from '../../cli/play/play-files';
import { decide } from '../../cli/play/review-act';
import { Stage } from '../../cli/play/stage';
import { Preparation } from '../../e2e/stage-fixture';
import { longestWait } from './longest-wait';
import type { BenchLine } from './measurement';
import { signIn } from './sign-in';
import { watchPaint } from './watch-paint';

const ROWS = 100_000;
/** How much slower than this machine the processor is. */
const SLOWER = 4;
const MEGABYTE = 1_000_000;
const EVERYTHING = { all: [] };
const GOALS = { step: 80, heap: 120, nodes: 5_000 };
/** How long the comparison may take to be there on a machine that does other things beside. */
const PATIENCE_MS = 120_000;

/**
 * Two versions of 100,000 samples that differ in every one, compared in Chromium: the longest wait of a step in it, and what the page
 * holds after its end was looked at.
 */
export async function benchLargeComparison(browser: Browser, installation: Installation): Promise<BenchLine[]> {
  const stage = Stage.open(installation, { print: () => undefined });
  try {
    const preparation = new Preparation(stage, await ensureCast(stage, []));
    const address = await comparedVersions(preparation);
    const context = await browser.newContext({ baseURL: installation.webUrl, viewport: { width: 1280, height: 800 } });
    try {
      const page = await context.newPage();
      await signIn(page, preparation.cast.owner.email);
      return await looked(page, address);
    } finally {
      await context.close();
    }
  } finally {
    await stage.close();
  }
}

/** Version 1 with all included, version 2 with all excluded; answers the address of their comparison. */
async function comparedVersions(preparation: Preparation): Promise<string> {
  const { stage, cast } = preparation;
  const { cycleReportId } = await preparation.started(`${ROWS} rows`);
  const made = generateRegister(7, ROWS);
  const files = { dictionary: fileFromText('dictionary.csv', made.dictionary), data: fileFromText('register.txt', made.data), map: {} };
  await playBefore({ ...preparation.playOf(cycleReportId), files }, 'sample-selection');
  const draft = await stage.versionNumbered(cast.tester, cycleReportId, 'sample-selection', 1);
  const all = { method: 'whole-population', reason: 'All of them, to compare them.', lob: DEMO_LOB };
  await work(stage, cast.tester, draft, 'drew everything', { kind: 'draw', params: all });
  await setWhere(stage, cast.tester, draft.id, EVERYTHING, { decision: 'include' });
  await decide(stage, cast.owner, await submit(stage, cast.tester, draft, 'All of them.'), 'asked for changes', {
    payload: { decision: 'request_changes' },
    comment: 'Leave them out.',
  });
  const revision = await stage.versionNumbered(cast.tester, cycleReportId, 'sample-selection', 2);
  await setWhere(stage, cast.tester, revision.id, EVERYTHING, { decision: 'exclude', decisionReason: 'To differ.' });
  await submit(stage, cast.tester, revision, 'None of them.');
  return `/reports/${cycleReportId}/sample-selection/compare?base=1&head=2`;
}

async function looked(page: Page, address: string): Promise<BenchLine[]> {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  await page.addInitScript(watchPaint);
  await page.goto(address);
  const rows = page.getByRole('grid').getByRole('row');
  await rows.nth(1).waitFor({ timeout: PATIENCE_MS });
  await page.waitForLoadState('networkidle');
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await rows.nth(1).click();
  await page.keyboard.press('Escape');
  const steps: number[] = [];
  for (const key of ['j', 'j', 'PageDown', 'PageDown', 'End', 'Home']) steps.push(await longestWait(page, (at) => at.keyboard.press(key)));
  await page.waitForLoadState('networkidle');
  const { metrics } = await client.send('Performance.getMetrics');
  const figure = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const line = (name: string, ours: number, goal: number, unit: BenchLine['unit']): BenchLine => ({
    name: `comparison of ${ROWS.toLocaleString('en')} rows: ${name}`,
    ...{ ours, floor: null, goal, unit },
  });
  return [
    line('a step', Math.max(...steps), GOALS.step, 'ms'),
    line('JavaScript heap', figure('JSHeapUsedSize') / MEGABYTE, GOALS.heap, 'MB'),
    line('nodes', await page.evaluate(() => document.querySelectorAll('*').length), GOALS.nodes, 'nodes'),
  ];
}
