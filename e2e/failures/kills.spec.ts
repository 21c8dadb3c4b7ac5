import { openDatabase, type Database } from '#data/connection';
import { issueCommand } from '#dispatch/issue-command';
import { generateRegister } from '../../cli/demo/generate-register';
import { findInstallation } from '../../cli/installation';
import { ensureCast, type Cast } from '../../cli/play/cast';
import { DEMO_LOB } from '../../cli/play/demo-lob';
import { openReport, startReport } from '../../cli/play/opening-act';
import { persist, waitFor } from '../../cli/play/persist';
import { submit } from '../../cli/play/draft-steps';
import { importInto, playPlanning } from '../../cli/play/planning-act';
import { fileFromText, type PlayFiles } from '../../cli/play/play-files';
import { parsePlayOptions, type PlayOptions } from '../../cli/play/play-options';
import { openDifferences } from '../../cli/play/reconciling';
import { playFirstSample } from '../../cli/play/sampling-act';
import { Stage } from '../../cli/play/stage';
import { expect, test } from '../fixtures';
import { HeldTableLock, type HeldTable } from './held-table';
import { killProcess, type Killable } from './killing';
import { brokenPromises } from './promises';

const LOANS = 300;
const OPTIONS: PlayOptions = { ...parsePlayOptions([]), skipLines: 1, delimiter: '|', header: false, key: ['3'], control: { line: 1, field: 3 } };

/** Where a decision and the creation that follows it are cut off, and by whose death. */
const DECISION_CASES: readonly (readonly [HeldTable, Killable])[] = [
  ['chain', 'Worker'],
  ['version', 'Worker'],
  ['receipt', 'Worker'],
  ['audit_event', 'Worker'],
  ['receipt', 'PostgreSQL'],
  ['receipt', 'Temporal'],
  ['history_segment', 'Worker'],
  ['version_item', 'Worker'],
  ['version_item', 'PostgreSQL'],
  ['workflow_steps', 'Worker'],
];
const IMPORT_CASES: readonly (readonly [HeldTable, Killable])[] = [
  ['work_staging', 'Worker'],
  ['version_item', 'Worker'],
  ['version_item', 'PostgreSQL'],
  ['work', 'Temporal'],
];

test.describe.configure({ mode: 'serial', timeout: 240_000 });

let stage: Stage;
let owner: Database;
let cast: Cast;

test.beforeAll(async () => {
  const installation = await findInstallation();
  stage = Stage.open(installation, { print: () => undefined });
  owner = openDatabase(installation.ownerUrl, { maxConnections: 3 });
  cast = await ensureCast(stage, []);
});

test.afterAll(async () => {
  await stage.close();
  await owner.close();
});

async function newReport(name: string): Promise<string> {
  const cycleReportId = await openReport(stage, cast, {
    cycle: { name: 'Kills', startsOn: '2026-01-01', endsOn: '2026-12-31' },
    report: { name: `${name} ${stage.commandId(name).slice(0, 8)}`, regulator: '', description: '' },
    tester: cast.tester,
    owner: cast.owner,
    dueOn: '2026-12-31',
  });
  await startReport(stage, cast, cycleReportId, name);
  return cycleReportId;
}

function files(): PlayFiles {
  const made = generateRegister(7, LOANS);
  return { dictionary: fileFromText('dictionary.csv', made.dictionary), data: fileFromText('register.txt', made.data), map: {} };
}

/** Kills `victim` while somebody stands right before writing to `table`, after `act` has set it going. */
async function cutOff(table: HeldTable, victim: Killable, act: () => Promise<unknown>): Promise<void> {
  const held = await HeldTableLock.take(owner, table);
  try {
    const acting = act();
    await held.whenSomebodyWaits();
    await killProcess(victim);
    held.release();
    await acting;
  } catch (error) {
    held.release();
    throw error;
  }
}

test('a decision and the draft that follows survive a kill at every step', async () => {
  test.setTimeout(900_000);
  const cycleReportId = await newReport('Decisions under fire');
  await playPlanning(stage, cast.tester, cycleReportId, files(), OPTIONS);
  let version = await playFirstSample(stage, cast.tester, cycleReportId, DEMO_LOB, 'kills');
  for (const [table, victim] of DECISION_CASES) {
    const commandId = stage.commandId(`decision ${table} ${victim}`);
    const decision = {
      commandId,
      kind: 'decide_version' as const,
      targetId: version.chainId,
      versionId: version.id,
      seenVersionHash: version.versionHash ?? '',
      comment: `Cut off before ${table}.`,
      payload: { decision: 'request_changes' },
    };
    await cutOff(table, victim, () => persist(() => issueCommand(stage, cast.owner, decision)));
    const draft = await stage.versionNumbered(cast.tester, cycleReportId, 'sample-selection', version.number + 1);
    expect(draft.parent?.number, `${table}, ${victim}`).toBe(version.number);
    expect(draft.itemCount, `${table}, ${victim}`).toBe(version.itemCount);
    expect((await stage.version(cast.owner, version.id)).status).toBe('changes_requested');
    version = await submit(stage, cast.tester, draft, 'Again.');
  }
  await expectPromisesKept();
});

test('an import survives a kill at every step', async () => {
  test.setTimeout(600_000);
  for (const [table, victim] of IMPORT_CASES) {
    const cycleReportId = await newReport(`Import, ${table}, ${victim}`);
    await stage.versionNumbered(cast.tester, cycleReportId, 'planning', 1);
    await cutOff(table, victim, () => importInto(stage, cast.tester, cycleReportId, files(), OPTIONS));
    const imported = await stage.versionNumbered(cast.tester, cycleReportId, 'planning', 1);
    expect(imported.itemCount, `${table}, ${victim}`).toBe(110);
  }
  await expectPromisesKept();
});

test('a decision sent to pages that die counts once', async ({ as, refusals }) => {
  refusals.expected = true;
  const cycleReportId = await newReport('Pages under fire');
  await playPlanning(stage, cast.tester, cycleReportId, files(), OPTIONS);
  const version = await playFirstSample(stage, cast.tester, cycleReportId, DEMO_LOB, 'pages');
  const page = await as('owner');
  await page.goto(`/reports/${cycleReportId}/sample-selection/decide?version=1`);
  const approve = page.getByRole('region', { name: 'Your decision' }).getByRole('button', { name: 'Approve', exact: true });
  await cutOff('command_counter', 'Web', () => approve.click());
  await expect(page.getByText(/Press the button again|Approved\./)).toBeVisible({ timeout: 60_000 });
  if (await approve.isVisible()) await approve.click();
  await waitFor('the approval', async () => ((await stage.version(cast.owner, version.id)).status === 'approved' ? true : null));
  const { rows } = await owner.pool.query<{ n: number }>(`select count(*)::int as n from command where version_id = $1 and kind = 'decide_version'`, [version.id]);
  expect(rows[0]?.n).toBe(1);
  await expectPromisesKept();
});

/** What was cut off is taken up within a heartbeat's time; then nothing may be broken. */
async function expectPromisesKept(): Promise<void> {
  await expect.poll(() => persist(() => brokenPromises(stage.db)), { timeout: 90_000 }).toEqual([]);
  expect(await openDifferences(stage)).toBe(0);
}
