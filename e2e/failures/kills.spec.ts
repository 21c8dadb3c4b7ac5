import { issueCommand } from '#dispatch/issue-command';
import { playBefore } from '../../cli/play/acts';
import { submit } from '../../cli/play/draft-steps';
import { persist, waitFor } from '../../cli/play/persist';
import { importInto } from '../../cli/play/planning-act';
import { playFirstSample } from '../../cli/play/sampling-act';
import { expect, test } from '../fixtures';
import { type Cut, cutsOfThisRun } from './cuts';
import { Fire } from './fire';

/**
 * Every process at every step of a decision and of the creation that follows it. The pages and Temporal take no part in a
 * step's transaction, so that they may die in it together; the worker, the process for analyses and PostgreSQL die alone.
 */
const DECISION_CUTS: readonly Cut[] = (
  ['workflow_steps', 'chain', 'version', 'receipt', 'audit_event', 'history_segment', 'version_item'] as const
).flatMap((table): Cut[] => [
  [table, 'Worker'],
  [table, 'PostgreSQL'],
  [table, 'Temporal', 'Web'],
]);
/** The cuts of an import: accepted, carried out into staging, ended and merged. */
const IMPORT_CUTS: readonly Cut[] = [
  ['receipt', 'Worker'],
  ['receipt', 'Temporal', 'Web'],
  ['work_staging', 'Analysis'],
  ['work_staging', 'PostgreSQL'],
  ['work_staging', 'Temporal', 'Web'],
  ['version_item', 'Worker'],
  ['version_item', 'PostgreSQL'],
  ['version_item', 'Temporal', 'Web'],
  ['work', 'Worker'],
  ['work', 'PostgreSQL'],
  ['work', 'Temporal', 'Web'],
];

test.describe.configure({ mode: 'serial', timeout: 240_000 });

let fire: Fire;
test.beforeAll(async () => {
  fire = await Fire.light();
});
test.afterAll(async () => {
  await fire.out();
});

test('a decision and the draft that follows survive kills at their steps', async () => {
  test.setTimeout(900_000);
  const play = await fire.report('Decisions under fire');
  const { stage, tester, owner, cycleReportId } = play;
  await playBefore(play, 'sample-selection');
  let version = await playFirstSample(stage, tester, cycleReportId, play.lob, 'kills');
  for (const cut of cutsOfThisRun(DECISION_CUTS)) {
    const where = cut.join(', ');
    const decision = {
      commandId: stage.commandId(`decision ${where}`),
      kind: 'decide_version' as const,
      targetId: version.chainId,
      versionId: version.id,
      seenVersionHash: version.versionHash ?? '',
      comment: `Cut off before ${where}.`,
      payload: { decision: 'request_changes' as const },
    };
    await fire.cutOff(cut, () => persist(() => issueCommand(stage, owner, decision)));
    const draft = await stage.versionNumbered(tester, cycleReportId, 'sample-selection', version.number + 1);
    expect(draft.parent?.number, where).toBe(version.number);
    expect(draft.itemCount, where).toBe(version.itemCount);
    expect((await stage.version(owner, version.id)).status).toBe('changes_requested');
    version = await submit(stage, tester, draft, 'Again.');
  }
  await fire.expectPromisesKept();
});

test('an import survives kills at its steps', async () => {
  test.setTimeout(900_000);
  for (const cut of cutsOfThisRun(IMPORT_CUTS)) {
    const where = cut.join(', ');
    const { stage, tester, cycleReportId, files, options } = await fire.report(`Import, ${where}`);
    await stage.versionNumbered(tester, cycleReportId, 'planning', 1);
    const imported = await fire.cutOff(cut, () => importInto(stage, tester, cycleReportId, files, options));
    expect(imported.itemCount, where).toBe(110);
  }
  await fire.expectPromisesKept();
});

test('a decision sent to pages that die counts once', async ({ as, onPurpose }) => {
  onPurpose.has = 'outages';
  const play = await fire.report('Pages under fire');
  const { stage, tester, owner, cycleReportId } = play;
  await playBefore(play, 'sample-selection');
  const version = await playFirstSample(stage, tester, cycleReportId, play.lob, 'pages');
  const page = await as('owner');
  await page.goto(`/reports/${cycleReportId}/sample-selection/decide?version=1`);
  const approve = page.getByRole('region', { name: 'Your decision' }).getByRole('button', { name: 'Approve', exact: true });
  await fire.cutOff(['command_counter', 'Web'], () => approve.click());
  await expect(page.getByText(/Press the button again|Approved\./)).toBeVisible({ timeout: 60_000 });
  if (await approve.isVisible()) await approve.click();
  await waitFor('the approval', async () => ((await stage.version(owner, version.id)).status === 'approved' ? true : null));
  const { rows } = await fire.owner.pool.query<{ n: number }>(
    `select count(*)::int as n from command where version_id = $1 and kind = 'decide_version'`,
    [version.id],
  );
  expect(rows[0]?.n).toBe(1);
  await fire.expectPromisesKept();
});
