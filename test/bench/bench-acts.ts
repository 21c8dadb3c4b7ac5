import type { Browser, Page } from '@playwright/test';
import { generateRegister } from '../../cli/demo/generate-register';
import type { Installation } from '../../cli/machine/installation';
import { playBefore } from '../../cli/play/acts';
import { ensureCast } from '../../cli/play/cast';
import { DEMO_LOB } from '../../cli/play/demo-lob';
import { work } from '../../cli/play/draft-steps';
import { fileFromText } from '../../cli/play/play-files';
import { Stage } from '../../cli/play/stage';
import { Preparation } from '../../e2e/stage-fixture';
import { type BenchLine, median } from './measurement';
import { signIn } from './sign-in';

const ROUNDS = 3;
/** Records of the population, all of which are changed at once. */
const RECORDS = 1_000;
/** What the AICPA table gives for a risk of 5 %, a tolerable rate of 5 % and none expected. */
const DRAWN = 59;
/** Most milliseconds from the click until what came of it is on the page, on this machine as it is. */
const GOALS = { draw: 1_000, bulk: 1_000, submit: 600 };

/** Milliseconds of each act in one round. */
type Acts = Record<keyof typeof GOALS, number>;

/**
 * What a tester waits for in Chromium, with the processor as it is: a draw of 59 of 1,000 records, one change of 1,000 rows, and handing in,
 * each from its last click to where the page shows what came of it; the median of three reports.
 */
export async function benchActs(browser: Browser, installation: Installation): Promise<BenchLine[]> {
  const stage = Stage.open(installation, { print: () => undefined });
  try {
    const preparation = new Preparation(stage, await ensureCast(stage, []));
    const rounds: Acts[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await actsOf(browser, installation.webUrl, preparation, `Acts ${round}`));
    const line = (name: string, act: keyof Acts): BenchLine => ({
      name,
      ours: median(rounds.map((acts) => acts[act])),
      floor: null,
      goal: GOALS[act],
      unit: 'ms',
    });
    return [
      line(`samples: a draw of ${DRAWN} of 1,000`, 'draw'),
      line('samples: a change of 1,000 rows', 'bulk'),
      line('samples: submit 1,000 rows', 'submit'),
    ];
  } finally {
    await stage.close();
  }
}

async function actsOf(browser: Browser, url: string, preparation: Preparation, title: string): Promise<Acts> {
  const { stage, cast } = preparation;
  const { cycleReportId } = await preparation.started(title);
  const made = generateRegister(7, RECORDS);
  const files = {
    dictionary: fileFromText('dictionary.csv', made.dictionary),
    data: fileFromText('register.txt', made.data),
    map: {},
  };
  await playBefore({ ...preparation.playOf(cycleReportId), files }, 'sample-selection');
  const draft = await stage.versionNumbered(cast.tester, cycleReportId, 'sample-selection', 1);
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await signIn(page, cast.tester.email);
    const address = `/reports/${cycleReportId}/sample-selection`;
    await page.goto(`${address}?panel=draws`);
    const draw = await drawnIn(page);
    const rest = { method: 'whole-population', reason: 'All of them, to change them at once.', lob: DEMO_LOB };
    await work(stage, cast.tester, draft, `drew the rest of ${title}`, { kind: 'draw', params: rest });
    await page.goto(address);
    return { draw, bulk: await includedIn(page), submit: await submittedIn(page) };
  } finally {
    await context.close();
  }
}

async function drawnIn(page: Page): Promise<number> {
  await page.getByLabel('Tolerable rate, %').fill('5');
  await page.getByLabel('Column', { exact: true }).selectOption(DEMO_LOB.column);
  for (const [index, [value, lob]] of Object.entries(DEMO_LOB.map).entries()) {
    if (index > 0) await page.getByRole('button', { name: 'Add a value' }).click();
    await page.getByLabel(`Value ${index + 1}`, { exact: true }).fill(value);
    await page.getByLabel(`Line of business for value ${index + 1}`).selectOption(lob);
  }
  await page
    .getByText(new RegExp(`${DRAWN} records`))
    .first()
    .waitFor();
  return await wait(
    () => page.getByRole('button', { name: 'Draw', exact: true }).click(),
    () => page.getByText(`${DRAWN} samples`, { exact: true }).waitFor(),
  );
}

async function includedIn(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Change all…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Change all 1,000 / });
  await dialog.getByLabel('Value').selectOption({ label: 'Include' });
  const confirm = dialog.getByRole('button', { name: 'Change 1,000' });
  return await wait(
    () => confirm.click(),
    () => page.getByText('Nothing blocks submission').waitFor(),
  );
}

async function submittedIn(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Submit…', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('All of them.');
  return await wait(
    () => dialog.getByRole('button', { name: 'Submit', exact: true }).click(),
    () => page.getByText('Waiting for approval').first().waitFor(),
  );
}

/** Milliseconds from before the click to where its outcome is on the page. */
async function wait(act: () => Promise<void>, outcome: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  await outcome();
  return performance.now() - begun;
}
