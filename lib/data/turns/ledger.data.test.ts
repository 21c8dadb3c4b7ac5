import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '#domain/refusals';
import { DEFAULT_CALENDAR } from '#domain/time/calendar';
import { deadlinesOf } from '#domain/time/deadlines';
import { TURNS } from '#domain/time/turns';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { decide, drain, makeChain, makeDraft, put, SELF, send, submit, UNGATED } from '../../../test/support/world/chain';
import { makeScenario, sendReport, trackedStep } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { disableUser } from '../administration/disable-user.commands';
import { chainState } from '../chain/chain.transitions';
import { insertCommand } from '../chain/command.commands';
import { processNextChainCommand } from '../chain/process-command.transitions';
import { cancelWork } from '../chain/work.transitions';
import { saveReport } from '../report/reports.commands';
import { wrongStandings } from './standing.transitions';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** What everybody is called, by handle. */
async function namesByHandle(): Promise<(handle: string | null) => string> {
  const names = new Map((await database.db.prisma.user.findMany()).map(({ id, name }) => [id, name]));
  return (handle) => names.get(handle ?? '') ?? 'nobody';
}

/** The turns of a chain, oldest first: whose, by whom, and what passed them. */
async function turnsOf(chainId: string): Promise<string[]> {
  const turns = await database.db.prisma.turn.findMany({ where: { chainId }, orderBy: { seq: 'asc' } });
  const nameOf = await namesByHandle();
  return turns.map(({ seq, spell, turn, people, roles, cause }, at) => {
    expect(seq).toBe(at + 1);
    const names = people.map(nameOf).join(', ');
    return `${spell} ${turn}${names === '' ? '' : ` ${names}`}${names === '' && roles.length > 0 ? ` ${roles.join(', ')}` : ''}: ${cause}`;
  });
}

const now = (chainId: string) => database.db.prisma.chainNow.findUniqueOrThrow({ where: { chainId } });
const clocks = async (chainId: string) =>
  (await database.db.prisma.clockEvent.findMany({ where: { chainId }, orderBy: { seq: 'asc' } })).map(
    ({ spell, kind, cause }) => `${spell} ${kind}: ${cause}`,
  );

describe('the ledger of turns', () => {
  it.each(['turn_whose', 'chain_now_turn'])('holds the turns of the domain and no other (%s)', async (check) => {
    const { rows } = await database.db.pool.query<{ definition: string }>(
      'select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1',
      [check],
    );
    const listed = [...(rows[0]?.definition ?? '').matchAll(/'([a-z]+)'/g)].map(([, word]) => word);
    expect(listed).toEqual([...TURNS]);
  });

  it('follows a version from its draft over a round of changes to approval, reopening and the close of the report', async () => {
    const chain = await makeChain(await makeScenario(database.db), 'sample-selection');
    const { owner, tester, executive } = chain.scenario;
    const first = await makeDraft(chain, [put('a', { n: 1 })]);
    expect(await now(chain.chainId)).toMatchObject({ state: 'in_progress', turn: 'prepare', stepsPassed: 1, stepsDue: 3, reopened: false });
    await submit(chain, first.versionId);
    expect(await now(chain.chainId)).toMatchObject({ state: 'waiting', turn: 'decide', stepsPassed: 2, stepsDue: 3 });
    await decide(chain, owner, first.versionId, 'request_changes');
    expect(await now(chain.chainId)).toMatchObject({ state: 'in_progress', turn: 'system', stepsPassed: 0 });
    const second = await makeDraft(chain, [put('b', { n: 1 })]);
    await submit(chain, second.versionId);
    await decide(chain, owner, second.versionId, 'approve');
    expect(await now(chain.chainId)).toMatchObject({ state: 'complete', turn: 'none', stepsPassed: 3, stepsDue: 3, spell: 1 });
    await send(chain, tester, 'reopen_phase', { comment: 'Once more.' });
    const third = await makeDraft(chain, [put('c', { n: 1 })]);
    expect(await now(chain.chainId)).toMatchObject({ turn: 'respond', spell: 2, reopened: true, stepsPassed: 1 });
    await send(chain, tester, 'discard_version', { versionId: third.versionId });
    await sendReport(chain.scenario, executive, 'close_report');
    expect(await turnsOf(chain.chainId)).toEqual([
      '1 system: opened',
      '1 prepare Tess Ter: draft_made',
      '1 decide Rosa Owner: submit_version',
      '1 system: decide_version',
      '1 respond Tess Ter: draft_made',
      '1 decide Rosa Owner: submit_version',
      '1 none: decide_version',
      '2 system: reopen_phase',
      '2 respond Tess Ter: draft_made',
      '2 none: discard_version',
    ]);
    expect(await clocks(chain.chainId)).toEqual([
      '1 started: opened',
      '1 stopped: decide_version',
      '2 started: reopen_phase',
      '2 stopped: discard_version',
    ]);
    expect(await now(chain.chainId)).toMatchObject({ closed: true, state: 'complete' });
  });

  it('stops where the report closes around an open version', async () => {
    const chain = await makeChain(await makeScenario(database.db), 'planning');
    await makeDraft(chain, [put('a', { n: 1 })]);
    await sendReport(chain.scenario, chain.scenario.executive, 'close_report');
    expect((await turnsOf(chain.chainId)).at(-1)).toBe('1 none: close_report');
    expect(await clocks(chain.chainId)).toEqual(['1 started: opened', '1 stopped: close_report']);
    expect(await now(chain.chainId)).toMatchObject({ closed: true, state: 'in_progress', turn: 'none' });
  });

  it('passes a turn when it was asked for, not when a worker came to it', async () => {
    const chain = await makeChain(await makeScenario(database.db));
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    const { commandId } = await submit(chain, versionId);
    const turn = await database.db.prisma.turn.findFirstOrThrow({ where: { chainId: chain.chainId }, orderBy: { seq: 'desc' } });
    const command = await database.db.prisma.command.findUniqueOrThrow({ where: { id: commandId } });
    expect(turn).toMatchObject({ commandId, at: command.createdAt, endedBusinessMinutes: expect.any(Number) as number });
  });

  it('gives a reopened phase a full allowance from its reopening', async () => {
    const chain = await makeChain(await makeScenario(database.db), 'planning', SELF);
    const { db } = database;
    await database.db.prisma.chain.update({
      where: { id: chain.chainId },
      data: { warnAt: new Date('2025-01-01T10:00:00Z'), dueAt: new Date('2025-01-01T12:00:00Z') },
    });
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    await submit(chain, versionId);
    expect(await now(chain.chainId)).toMatchObject({ state: 'complete', stepsPassed: 2, stepsDue: 2 });
    const { commandId } = await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'Once more.' });
    const { createdAt } = await db.prisma.command.findUniqueOrThrow({ where: { id: commandId } });
    const due = deadlinesOf(createdAt, 8, DEFAULT_CALENDAR);
    expect(await db.prisma.chain.findUniqueOrThrow({ where: { id: chain.chainId } })).toMatchObject(due);
    expect(await now(chain.chainId)).toMatchObject({ ...due, spell: 2, turnSince: createdAt });
  });

  it('names those who may still decide, and passes on when one of several has', async () => {
    const policy: ApprovalPolicy = { mode: 'review', requiredCount: 2, roles: ['test_executive'] };
    const chain = await makeChain(await makeScenario(database.db), 'planning', policy);
    const { executive, tester } = chain.scenario;
    const second = await new World(database.db).person('Sam Second', 'test_executive');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    await submit(chain, versionId);
    const peopleNow = async () => {
      const turn = await database.db.prisma.turn.findFirstOrThrow({ where: { chainId: chain.chainId }, orderBy: { seq: 'desc' } });
      return turn.people;
    };
    expect(await peopleNow()).toEqual(expect.arrayContaining([executive.userId, second.userId]));
    expect(await peopleNow()).not.toContain(tester.userId);
    await decide(chain, executive, versionId, 'approve');
    expect(await peopleNow()).not.toContain(executive.userId);
    expect(await now(chain.chainId)).toMatchObject({ turn: 'decide', stepsPassed: 3, stepsDue: 4 });
  });

  it('is the system’s while long work runs on a draft', async () => {
    const chain = await makeChain(await makeScenario(database.db), 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    const { commandId } = await send(chain, chain.scenario.tester, 'request_work', { versionId, payload: { kind: 'draw', params: {} } });
    await cancelWork(database.db, commandId, await trackedStep(database.db));
    await cancelWork(database.db, commandId, await trackedStep(database.db));
    expect((await turnsOf(chain.chainId)).slice(1)).toEqual([
      '1 prepare Tess Ter: draft_made',
      '1 system: request_work',
      '1 prepare Tess Ter: work_ended',
    ]);
  });

  it('holds one turn for a command that is processed again and again, and none for a refused one', async () => {
    const chain = await makeChain(await makeScenario(database.db));
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    const commandId = randomUUID();
    const sent = { commandId, kind: 'submit_version', targetId: chain.chainId, versionId } as const;
    await insertCommand(database.db, chain.scenario.tester.actor, sent);
    const step = await trackedStep(database.db);
    await Promise.all(Array.from({ length: 5 }, () => processNextChainCommand(database.db, chain.chainId, { step, rules: UNGATED })));
    expect((await send(chain, chain.scenario.tester, 'discard_version', { versionId })).code).toBe('not_a_draft');
    await drain(chain);
    expect(await turnsOf(chain.chainId)).toHaveLength(3);
  });

  it('is whole after a decision, another owner, another tester and a close at the same moment', async () => {
    const { db } = database;
    for (let round = 0; round < 5; round += 1) {
      const chain = await makeChain(await makeScenario(db));
      const { scenario } = chain;
      const other = await makeChain(scenario, 'sample-selection');
      const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
      await makeDraft(other, [put('a', { n: 1 })]);
      await submit(chain, versionId);
      const [nora, nele] = await Promise.all([
        new World(db).person('Nora New', 'report_owner'),
        new World(db).person('Nele Next', 'tester'),
      ]);
      const { name } = await db.prisma.report.findUniqueOrThrow({ where: { id: scenario.reportId } });
      const takeovers = [{ kind: 'tester' as const, id: scenario.cycleReportId, toId: nele.userId }];
      const outcomes = await Promise.allSettled([
        decide(chain, scenario.owner, versionId, 'request_changes'),
        saveReport(db, scenario.admin.actor, { id: scenario.reportId, name, regulator: '', ownerId: nora.userId }),
        disableUser(db, scenario.admin.actor, { userId: scenario.tester.userId, takeovers }),
        sendReport(scenario, scenario.executive, 'close_report'),
      ]);
      // Whoever comes after the close is refused; nothing fails.
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Refusal);
      for (const { chainId } of [chain, other]) await turnsOf(chainId);
    }
    expect(await wrongStandings(db)).toEqual([]);
  });

  it('passes from tester to tester and from owner to owner, with a row of the assignment for each', async () => {
    const { db } = database;
    const drafted = await makeChain(await makeScenario(db));
    const { scenario } = drafted;
    const pending = await makeChain(scenario, 'sample-selection');
    await makeDraft(drafted, [put('a', { n: 1 })]);
    await submit(pending, (await makeDraft(pending, [put('a', { n: 1 })])).versionId);
    const nele = await new World(db).person('Nele Next', 'tester');
    const nora = await new World(db).person('Nora New', 'report_owner');
    const omar = await new World(db).person('Omar Own', 'report_owner');
    const tim = await new World(db).person('Tim Three', 'tester');
    await sendReport(scenario, scenario.executive, 'change_assignment', { payload: { testerId: nele.userId } });
    const { name } = await db.prisma.report.findUniqueOrThrow({ where: { id: scenario.reportId } });
    await saveReport(db, scenario.admin.actor, { id: scenario.reportId, name, regulator: '', ownerId: nora.userId });
    await saveReport(db, scenario.admin.actor, { id: scenario.reportId, name, regulator: 'Fed' });
    const takeover = (kind: 'tester' | 'owner', id: string, toId: string) => [{ kind, id, toId }];
    await disableUser(db, scenario.admin.actor, { userId: nora.userId, takeovers: takeover('owner', scenario.reportId, omar.userId) });
    await disableUser(db, scenario.admin.actor, { userId: nele.userId, takeovers: takeover('tester', scenario.cycleReportId, tim.userId) });
    expect((await turnsOf(drafted.chainId)).slice(1)).toEqual([
      '1 prepare Tess Ter: draft_made',
      '1 prepare Nele Next: change_assignment',
      '1 prepare Tim Three: taken_over',
    ]);
    expect((await turnsOf(pending.chainId)).slice(2)).toEqual([
      '1 decide Rosa Owner: submit_version',
      '1 decide Nora New: owner_changed',
      '1 decide Omar Own: taken_over',
    ]);
    const rows = await db.prisma.assignment.findMany({ where: { cycleReportId: scenario.cycleReportId }, orderBy: { id: 'asc' } });
    const nameOf = await namesByHandle();
    expect(rows.map(({ role, personId }) => `${role} ${nameOf(personId)}`)).toEqual([
      'owner Rosa Owner',
      'tester Tess Ter',
      'tester Nele Next',
      'owner Nora New',
      'owner Omar Own',
      'tester Tim Three',
    ]);
    expect((await chainState(db, drafted.chainId)).waitingOn).toBe('tester');
  });
});
