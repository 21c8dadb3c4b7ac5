import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { approvedDraft, makeChain, makeDraft, OWNER_REVIEW, put, send } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { readAdmin } from '../administration/admin.queries';
import { type FoundDifference, listDifferences, standingVersions } from './reconcile.transitions';
import { expectedProcesses } from './reconcile-scope.transitions';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('the list of differences', () => {
  const found = (key: string, detail: string): FoundDifference => ({
    key,
    kind: 'process',
    subject: `Run of ${key}`,
    detail,
    remedy: 'Start it again.',
    repaired: false,
  });
  const listed = async () => {
    const { admin } = await makeScenario(test.db, { started: false });
    const { differences } = await readAdmin(test.db, admin);
    return differences.map(({ subject, detail, remedy, repaired }) => [subject, detail, remedy, repaired]).sort();
  };

  it('shows admins what the last pass found, in its words, and drops what it did not find any more', async () => {
    expect(await listDifferences(test.db, [found('one', 'It ended.'), found('two', 'It is unknown.')])).toBe(2);
    expect(await listed()).toEqual([
      ['Run of one', 'It ended.', 'Start it again.', false],
      ['Run of two', 'It is unknown.', 'Start it again.', false],
    ]);
    expect(await listDifferences(test.db, [{ ...found('two', 'It was started anew.'), remedy: '', repaired: true }])).toBe(1);
    expect(await listed()).toEqual([['Run of two', 'It was started anew.', '', true]]);
    expect(await listDifferences(test.db, [])).toBe(0);
    expect(await listed()).toEqual([]);
  });

  it('keeps since when a difference is there, and counts anew for one that comes back', async () => {
    const since = async () => {
      const { rows } = await test.db.pool.query<{ at: Date }>(`select found_at as at from reconcile_difference where key = 'back'`);
      return rows[0]?.at ?? new Date(0);
    };
    await listDifferences(test.db, [found('back', 'Once.')]);
    const first = await since();
    await listDifferences(test.db, [found('back', 'Still.')]);
    expect(await since()).toEqual(first);
    await listDifferences(test.db, []);
    await listDifferences(test.db, [found('back', 'Again.')]);
    expect((await since()).getTime()).toBeGreaterThan(first.getTime());
  });
});

describe('the processes that ought to run', () => {
  const of = async (cycleReportId: string) =>
    (await expectedProcesses(test.db)).filter(({ workflowId }) => workflowId.startsWith(`cycle-report/${cycleReportId}`));

  it('are a started report and each phase opened in it, until the report is closed', async () => {
    const scenario = await makeScenario(test.db);
    const { chainId } = await makeChain(scenario);
    const [report, phase, ...more] = await of(scenario.cycleReportId);
    expect(report).toEqual({
      workflowId: `cycle-report/${scenario.cycleReportId}`,
      subject: expect.stringMatching(/^HMDA LAR \w+, 2026 Q4 \w+$/),
      cycleReportId: scenario.cycleReportId,
      chainId: null,
      revision: null,
      mark: null,
    });
    expect(phase).toEqual({
      workflowId: `cycle-report/${scenario.cycleReportId}/planning`,
      subject: `${report?.subject}: Planning`,
      cycleReportId: scenario.cycleReportId,
      chainId,
      revision: 1,
      mark: null,
    });
    expect(more).toEqual([]);
    await sendReport(scenario, scenario.executive, 'close_report', { comment: 'Done.' });
    expect(await of(scenario.cycleReportId)).toEqual([]);
  });

  it('are not those of a report that nobody has started', async () => {
    const scenario = await makeScenario(test.db, { started: false });
    expect(await of(scenario.cycleReportId)).toEqual([]);
  });
});

it('the versions that stand are the approved one and the open one, and none that is over', async () => {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection', OWNER_REVIEW);
  const first = await approvedDraft(chain, [put('a', { n: 1 })]);
  await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'Once more.' });
  const second = await makeDraft(chain, [put('a', { n: 2 })]);
  expect(await standingVersions(test.db, chain.chainId)).toEqual([
    { versionId: first.versionId, number: 1, status: 'approved' },
    { versionId: second.versionId, number: 2, status: 'draft' },
  ]);
  await send(chain, chain.scenario.tester, 'discard_version', { versionId: second.versionId });
  expect(await standingVersions(test.db, chain.chainId)).toEqual([{ versionId: first.versionId, number: 1, status: 'approved' }]);
});
