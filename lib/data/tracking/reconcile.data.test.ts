import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { approvedDraft, makeChain, makeDraft, OWNER_REVIEW, put, send } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { readAdmin } from '../administration/admin.queries';
import { acknowledgeDifference } from './acknowledge.commands';
import { readAlerts } from './differences.queries';
import { type FoundDifference, knownCommands, listDifferences, mailStuckSince, standingVersions } from './reconcile.transitions';
import { expectedProcesses, knownReports, markLookedAt, overdueAlarms } from './reconcile-scope.transitions';

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

describe('somebody who looks after a difference', () => {
  const open: FoundDifference = {
    key: 'open',
    kind: 'stuck',
    subject: 'A run',
    detail: 'It does not get on.',
    remedy: 'Mend it.',
    repaired: false,
  };

  it('is named beside it with their note until it is resolved, and no longer when it comes back', async () => {
    const { executive, admin } = await makeScenario(test.db, { started: false });
    await listDifferences(test.db, [open]);
    const alerts = async () => await readAlerts(test.db.pool, executive);
    const id = async () => (await alerts()).differences[0]?.id ?? '';
    expect((await alerts()).unattended).toBe(1);
    await acknowledgeDifference(test.db, executive, { differenceId: await id(), note: 'I ask the vendor.' });
    await listDifferences(test.db, [open]);
    expect(await alerts()).toMatchObject({
      unattended: 0,
      differences: [{ acknowledged: { by: executive.name, note: 'I ask the vendor.' } }],
    });
    await acknowledgeDifference(test.db, admin, { differenceId: await id(), note: 'I take over.' });
    expect((await alerts()).differences[0]?.acknowledged).toMatchObject({ by: admin.name, note: 'I take over.' });
    const { rows } = await test.db.pool.query<{ subject: string; by: string }>(
      `select subject, actor_id as by from audit_event where kind = 'difference_acknowledged' order by seq`,
    );
    expect(rows).toEqual([
      { subject: 'A run', by: executive.userId },
      { subject: 'A run', by: admin.userId },
    ]);
    await listDifferences(test.db, []);
    await listDifferences(test.db, [open]);
    expect(await alerts()).toMatchObject({ unattended: 1, differences: [{ acknowledged: null }] });
  });

  it('looks after processes of the whole installation, and nothing that is repaired or gone', async () => {
    const { executive, tester, owner, reportId } = await makeScenario(test.db, { started: false });
    await listDifferences(test.db, [open]);
    const differenceId = (await readAlerts(test.db.pool, executive)).differences[0]?.id ?? '';
    const scoped = { ...executive, roles: [{ role: 'test_executive' as const, reportId }] };
    for (const who of [tester, owner]) await expect(readAlerts(test.db.pool, who)).rejects.toMatchObject({ code: 'not_found' });
    expect(await readAlerts(test.db.pool, scoped)).toEqual({ whole: false, differences: [], unattended: 0, lastReconciledAt: null });
    for (const who of [tester, owner, scoped]) {
      await expect(acknowledgeDifference(test.db, who, { differenceId, note: 'Mine.' })).rejects.toMatchObject({ code: 'not_found' });
    }
    await listDifferences(test.db, [{ ...open, repaired: true }]);
    await expect(acknowledgeDifference(test.db, executive, { differenceId, note: 'Late.' })).rejects.toMatchObject({ code: 'not_found' });
    await listDifferences(test.db, []);
    await expect(acknowledgeDifference(test.db, executive, { differenceId, note: 'Late.' })).rejects.toMatchObject({ code: 'not_found' });
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
      title: expect.stringMatching(/^HMDA LAR \w+, 2026 Q4 \w+$/),
      subject: report?.title,
      cycleReportId: scenario.cycleReportId,
      chainId: null,
      revision: null,
      mark: null,
    });
    expect(phase).toEqual({
      workflowId: `cycle-report/${scenario.cycleReportId}/planning`,
      title: report?.title,
      subject: `${report?.title}: Planning`,
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

it('a workflow that was found in order is known up to where', async () => {
  const scenario = await makeScenario(test.db);
  const { chainId } = await makeChain(scenario);
  const workflowId = `cycle-report/${scenario.cycleReportId}/planning`;
  const marked = async () => (await expectedProcesses(test.db)).find((one) => one.chainId === chainId)?.mark;
  for (const eventId of [12, 30]) {
    const mark = { revision: 1, runId: 'run', eventId };
    await markLookedAt(test.db, [{ workflowId, ...mark }]);
    expect(await marked()).toEqual(mark);
  }
  await markLookedAt(test.db, []);
});

it('commands and reports are known by their ids, whatever else somebody names', async () => {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection', OWNER_REVIEW);
  await approvedDraft(chain, [put('a', { n: 1 })]);
  const { rows } = await test.db.pool.query<{ id: string }>('select id::text from command where target_id = $1', [chain.chainId]);
  const ids = rows.map(({ id }) => id);
  const { known, answered } = await knownCommands(test.db, [...ids, 'no id at all']);
  expect([[...known].sort(), [...answered].sort()]).toEqual([[...ids].sort(), [...ids].sort()]);
  const { cycleReportId } = chain.scenario;
  expect([...(await knownReports(test.db, [cycleReportId, 'no id at all']))]).toEqual([cycleReportId]);
});

it('people who should have been told long ago, and mail that waits, are found with since when', async () => {
  const scenario = await makeScenario(test.db);
  const { chainId } = await makeChain(scenario);
  const overdue = async () => (await overdueAlarms(test.db, 5)).filter(({ workflowId }) => workflowId.includes(scenario.cycleReportId));
  expect(await overdue()).toEqual([]);
  await test.db.pool.query(`update chain_now set next_alarm_at = now() - interval '6 minutes' where chain_id = $1`, [chainId]);
  expect(await overdue()).toMatchObject([{ subject: expect.stringMatching(/: Planning$/) as string }]);

  await test.db.pool.query(
    `insert into mail_service (server) values ('mail.example:587') on conflict (one) do update set server = excluded.server`,
  );
  expect(await mailStuckSince(test.db, 60)).toBeNull();
  await test.db.pool.query(`insert into mail (person_id, kind, due_at) values ($1, 'direct', now() - interval '2 hours')`, [
    scenario.owner.userId,
  ]);
  expect(await mailStuckSince(test.db, 60)).toMatchObject({ count: 1 });
});
