import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personToken } from '#domain/people/person-token';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, makeChain, makeDraft, put, send, stream, submit } from '../../../test/support/world/chain';
import { makeScenario, sendReport, trackedStep } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { editItems } from '../draft/edit-items.commands';
import { reportState, type StepRef } from './chain.transitions';
import { beginWork, cancelWork, failWork, mergeWork, reportProgress, stageWork } from './work.transitions';

let test: TestDatabase;
let step: StepRef;
beforeAll(async () => {
  test = await testDatabase();
  step = await trackedStep(test.db);
});
afterAll(() => test.drop());

async function running(): Promise<{ chain: ChainHandle; versionId: string; workId: string }> {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 }), put('b', { n: 2 })]);
  const answer = await send(chain, chain.scenario.tester, 'request_work', {
    versionId,
    payload: { kind: 'draw', params: { method: 'random' } },
  });
  expect(answer).toMatchObject({ outcome: 'applied' });
  return { chain, versionId, workId: answer.commandId };
}
async function content(chain: ChainHandle): Promise<[string, unknown][]> {
  const rows = await test.db.prisma.versionItem.findMany({ where: { chainId: chain.chainId }, orderBy: { itemKey: 'asc' } });
  return rows.map((row) => [row.itemKey, row.data]);
}
const workOf = (id: string) => test.db.prisma.work.findUniqueOrThrow({ where: { id } });

describe('long work', () => {
  it('makes the draft read-only and its requester an author while it runs', async () => {
    const { chain, versionId, workId } = await running();
    const { tester } = chain.scenario;
    await expect(
      editItems(test.db, tester.actor, { versionId, editRevision: 0, edits: [{ key: 'a', remove: true }] }),
    ).rejects.toMatchObject({ code: 'work_running' });
    expect(await submit(chain, versionId)).toMatchObject({ code: 'work_running' });
    expect(await send(chain, tester, 'discard_version', { versionId })).toMatchObject({ code: 'work_running' });
    expect(await send(chain, tester, 'request_work', { versionId, payload: { kind: 'draw', params: {} } })).toMatchObject({
      code: 'work_running',
    });
    expect(await test.db.prisma.versionAuthor.findMany({ where: { versionId }, select: { userId: true, how: true } })).toEqual([
      { userId: tester.userId, how: 'drew' },
    ]);
    const state = (await reportState(test.db, chain.scenario.cycleReportId)).chains[0];
    expect(state).toMatchObject({ runningWork: [{ id: workId, kind: 'draw' }] });
    expect(await beginWork(test.db, workId)).toMatchObject({
      attempt: 1,
      versionId,
      phase: 'sample-selection',
      kind: 'draw',
      params: { method: 'random' },
      requestedBy: tester.userId,
    });
    expect((await reportState(test.db, chain.scenario.cycleReportId)).chains[0]).toMatchObject({
      runningWork: [{ id: workId }],
    });
  });

  it('merges what its last attempt staged, once', async () => {
    const { chain, versionId, workId } = await running();
    await beginWork(test.db, workId);
    await stageWork(test.db, workId, 1, stream([put('lost', { n: 0 })]));
    await beginWork(test.db, workId);
    await stageWork(test.db, workId, 2, stream([put('c', { n: 3 }), put('a', { n: 10 }), { key: 'b', op: 'remove' }]));
    await mergeWork(test.db, workId, 1, step);
    expect(await content(chain)).toEqual([
      ['a', { n: 1 }],
      ['b', { n: 2 }],
    ]);
    await reportProgress(test.db, workId, { step: 'merging', done: 1, total: 2, unit: 'items' });
    const state = await mergeWork(test.db, workId, 2, step);
    expect(state.runningWork).toEqual([]);
    await mergeWork(test.db, workId, 2, step);
    expect(await content(chain)).toEqual([
      ['a', { n: 10 }],
      ['c', { n: 3 }],
    ]);
    expect(await workOf(workId)).toMatchObject({ status: 'done', outcome: { put: 2, removed: 1 } });
    expect(await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).toMatchObject({ editRevision: 1 });
    expect(await test.db.prisma.workStaging.count({ where: { workId } })).toBe(0);
    const finished = { commandId: workId, kind: 'work_finished', actorId: chain.scenario.tester.userId };
    expect(await test.db.prisma.auditEvent.count({ where: finished })).toBe(1);
  });

  it('cancelled meanwhile merges nothing, and is cancelled once', async () => {
    const { chain, workId } = await running();
    await beginWork(test.db, workId);
    await stageWork(test.db, workId, 1, stream([put('c', { n: 3 })]));
    expect(await send(chain, chain.scenario.tester, 'cancel_work', { payload: { workId } })).toMatchObject({ outcome: 'applied' });
    expect(await send(chain, chain.scenario.tester, 'cancel_work', { payload: { workId } })).toMatchObject({ code: 'no_such_work' });
    await mergeWork(test.db, workId, 1, step);
    await cancelWork(test.db, workId, step);
    await failWork(test.db, workId, 'internal_error', '', step);
    expect(await beginWork(test.db, workId)).toBeNull();
    expect(await content(chain)).toHaveLength(2);
    expect(await workOf(workId)).toMatchObject({ status: 'cancelled' });
    expect(await test.db.prisma.workStaging.count({ where: { workId } })).toBe(0);
  });

  it('that fails leaves the draft as it was and says why', async () => {
    const { chain, versionId, workId } = await running();
    await beginWork(test.db, workId);
    await failWork(test.db, workId, 'file_empty', 'lar.csv', step);
    expect(await workOf(workId)).toMatchObject({
      status: 'failed',
      outcome: { code: 'file_empty', message: 'The file holds no records. lar.csv' },
    });
    expect(await content(chain)).toHaveLength(2);
    expect(await submit(chain, versionId)).toMatchObject({ outcome: 'applied' });
  });

  it('is asked for by the tester only, on the draft as seen', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    const payload = { kind: 'draw', params: {} };
    expect(await send(chain, chain.scenario.owner, 'request_work', { versionId, payload })).toMatchObject({ code: 'not_permitted' });
    expect(await send(chain, chain.scenario.tester, 'request_work', { versionId, payload, seenEditRevision: 7 })).toMatchObject({
      code: 'stale_revision',
    });
    const unknown = send(chain, chain.scenario.tester, 'request_work', { versionId, payload: { kind: 'magic', params: {} } });
    await expect(unknown).rejects.toMatchObject({
      code: 'invalid_input',
      detail: 'kind must be one of import, profile, import-rules, draw, refresh.',
    });
  });
});

describe('commands on a report', () => {
  it('start it once, and only with tester and owner', async () => {
    const scenario = await makeScenario(test.db, { started: false });
    await test.db.prisma.report.update({ where: { id: scenario.reportId }, data: { ownerId: null } });
    expect(await sendReport(scenario, scenario.executive, 'start_report')).toMatchObject({ code: 'report_not_ready' });
    await test.db.prisma.report.update({ where: { id: scenario.reportId }, data: { ownerId: scenario.owner.userId } });
    expect(await sendReport(scenario, scenario.owner, 'start_report')).toMatchObject({ code: 'not_permitted' });
    expect(await sendReport(scenario, scenario.executive, 'start_report')).toMatchObject({ outcome: 'applied' });
    expect(await sendReport(scenario, scenario.executive, 'start_report')).toMatchObject({ code: 'already_started' });
    expect(await reportState(test.db, scenario.cycleReportId)).toMatchObject({
      started: true,
      closed: false,
      chains: [],
      approvedPhases: [],
    });
  });

  it('change the assignment to a tester only', async () => {
    const scenario = await makeScenario(test.db);
    const other = await new World(test.db).person('Other Tester', 'tester');
    const change = (payload: { testerId?: string; dueOn?: string }) =>
      sendReport(scenario, scenario.executive, 'change_assignment', { payload });
    expect(await change({ testerId: scenario.owner.userId })).toMatchObject({ code: 'invalid_input' });
    await expect(change({})).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await change({ testerId: other.userId, dueOn: '2026-12-24' })).toMatchObject({ outcome: 'applied' });
    const report = await test.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: scenario.cycleReportId } });
    expect([report.testerId, report.dueOn?.toISOString().slice(0, 10)]).toEqual([other.userId, '2026-12-24']);
    const event = await test.db.prisma.auditEvent.findFirstOrThrow({
      where: { kind: 'assignment_changed', stream: `cycle-report/${scenario.cycleReportId}` },
    });
    expect(event.changes).toEqual([
      { field: 'tester', from: personToken(scenario.tester.userId), to: personToken(other.userId) },
      { field: 'due', from: '2026-12-15', to: '2026-12-24' },
    ]);
  });

  it('restart it for an admin, and close it for a test executive', async () => {
    const scenario = await makeScenario(test.db);
    expect(await sendReport(scenario, scenario.executive, 'restart_report')).toMatchObject({ code: 'not_permitted' });
    expect(await sendReport(scenario, scenario.admin, 'restart_report')).toMatchObject({ outcome: 'applied' });
    expect(await sendReport(scenario, scenario.tester, 'close_report')).toMatchObject({ code: 'not_permitted' });
    expect(await sendReport(scenario, scenario.executive, 'close_report')).toMatchObject({ outcome: 'applied' });
    expect(await reportState(test.db, scenario.cycleReportId)).toMatchObject({ closed: true });
  });
});
