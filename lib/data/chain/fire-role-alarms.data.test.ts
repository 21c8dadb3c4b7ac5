import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTINUOUS } from '#domain/time/calendar';
import type { RoleAllowances } from '#domain/time/stopwatch';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, drain, makeChain, makeDraft, OWNER_REVIEW, put } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import type { Person } from '../../../test/support/world/world';
import { saveCalendar } from '../administration/calendar.commands';
import { SYSTEM_ACTOR } from '../people/actor';
import { readClockView } from '../report/chain-clock.queries';
import { wrongStandings } from '../turns/standing.transitions';
import { type CommandInput, insertCommand } from './command.commands';
import { fireAlarms } from './fire-alarms.transitions';

let database: TestDatabase;
let owner: Pool;
beforeAll(async () => {
  database = await testDatabase();
  owner = new Pool({ connectionString: database.ownerUrl, max: 1 });
  await saveCalendar(database.db, SYSTEM_ACTOR, { calendar: CONTINUOUS, validFrom: null, reason: 'What is allowed passes as time does' });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const HOUR_MS = 3_600_000;

/** A chain whose tester has the first draft, of which hours are told from the moment they have it. */
interface Told extends ChainHandle {
  begun: Date;
}

const after = ({ begun }: Told, hours: number): Date => new Date(begun.getTime() + hours * HOUR_MS);

async function drafted(roleAllowances: RoleAllowances | undefined, policy: ApprovalPolicy = OWNER_REVIEW): Promise<Told> {
  const terms = { allowanceBusinessHours: 100, escalationBusinessHours: 10, ...(roleAllowances === undefined ? {} : { roleAllowances }) };
  const chain = await makeChain(await makeScenario(database.db), 'planning', policy, '', terms);
  await makeDraft(chain, [put('a', { n: 1 })]);
  const { at } = await lastTurn(chain);
  return { ...chain, begun: at };
}

const lastTurn = ({ chainId }: ChainHandle) => database.db.prisma.turn.findFirstOrThrow({ where: { chainId }, orderBy: { seq: 'desc' } });

/** Sends a command about the newest version as if it had been asked for so many hours after the tester began, and has it answered. */
async function sendAfter(
  chain: Told,
  hours: number,
  by: Person,
  command: Partial<CommandInput> & Pick<CommandInput, 'kind'>,
): Promise<void> {
  const commandId = randomUUID();
  const version = await database.db.prisma.version.findFirstOrThrow({ where: { chainId: chain.chainId }, orderBy: { number: 'desc' } });
  const { versionHash, editRevision } = version;
  const seen = versionHash === null ? { seenEditRevision: editRevision } : { seenVersionHash: Buffer.from(versionHash).toString('hex') };
  const about = command.kind === 'change_clock' ? {} : { versionId: version.id, ...seen };
  await insertCommand(database.db, by.actor, { targetId: chain.chainId, ...about, ...command, commandId } as CommandInput);
  const at = after(chain, hours).toISOString();
  await owner.query(
    `begin; set local session_replication_role = replica; update command set created_at = '${at}' where id = '${commandId}'; commit`,
  );
  await drain(chain);
  expect(await database.db.prisma.receipt.findUniqueOrThrow({ where: { commandId } })).toMatchObject({ outcome: 'applied' });
}

const submitAfter = (chain: Told, hours: number) => sendAfter(chain, hours, chain.scenario.tester, { kind: 'submit_version' });

async function sendBackAfter(chain: Told, hours: number): Promise<void> {
  await sendAfter(chain, hours, chain.scenario.owner, {
    ...{ kind: 'decide_version', payload: { decision: 'request_changes' }, comment: 'Once more.' },
  });
  await makeDraft(chain, [put('a', { n: 2 })]);
}

/** Has everything told that is due so many hours after the tester began; answers in how many hours the next is. */
async function fire(chain: Told, hours: number): Promise<number | null> {
  const { state } = await fireAlarms(database.db, chain.chainId, after(chain, hours));
  return typeof state.nextAlarmAt === 'string' ? (Date.parse(state.nextAlarmAt) - chain.begun.getTime()) / HOUR_MS : null;
}

/** What was told, with the hour in which it was due. */
async function rungs(chain: Told): Promise<[string, number][]> {
  const rows = await database.db.prisma.escalation.findMany({
    where: { chainId: chain.chainId },
    orderBy: [{ term: 'asc' }, { dueAt: 'asc' }],
  });
  return rows.map(({ rung, dueAt }) => [rung, Math.round((dueAt.getTime() - chain.begun.getTime()) / HOUR_MS)]);
}

const notices = async (chain: Told) =>
  (await database.db.prisma.notification.findMany({ where: { chainId: chain.chainId }, orderBy: { id: 'asc' } })).map(
    ({ personId, kind, detail }) => [personId, kind, detail],
  );

describe('the alarms of a role that has an allowance', () => {
  it('count from when its own stopwatch runs out, each once, and tell the role first', async () => {
    const chain = await drafted({ tester: 4 });
    const { tester, executive } = chain.scenario;
    expect(await fire(chain, 3.999)).toBe(4);
    expect(await rungs(chain)).toEqual([]);
    expect(await fire(chain, 4)).toBe(14);
    expect(await fire(chain, 14)).toBe(24);
    await Promise.all([fire(chain, 14), fire(chain, 14)]);
    expect(await rungs(chain)).toEqual([
      ['used_up:tester', 4],
      ['level_1:tester', 14],
    ]);
    expect(await notices(chain)).toEqual([
      [tester.userId, 'used_up', 'used_up:tester'],
      [executive.userId, 'escalation', 'level_1:tester'],
    ]);
    const { changes } = await database.db.prisma.auditEvent.findFirstOrThrow({ where: { chainId: chain.chainId, kind: 'alarm_raised' } });
    expect(changes).toContainEqual({ field: 'rung', from: null, to: 'Time used up (time of the Tester)' });
    expect(await wrongStandings(database.db)).toEqual([]);
  });

  it('do not begin anew when the turn comes back, and do not count what another took', async () => {
    const chain = await drafted({ tester: 4 });
    await submitAfter(chain, 3);
    // Of the owner's turn nothing is told before the phase is late: the owner has no allowance.
    expect(await fire(chain, 20)).toBeGreaterThan(70);
    await sendBackAfter(chain, 20);
    expect(await fire(chain, 20.5)).toBe(21);
    await fire(chain, 21);
    await submitAfter(chain, 22);
    await sendBackAfter(chain, 50);
    // Six of ten hours to the first level were left to the tester, whatever the owner took.
    expect(await fire(chain, 50)).toBe(59);
    await fire(chain, 59);
    expect(await rungs(chain)).toEqual([
      ['used_up:tester', 21],
      ['level_1:tester', 59],
    ]);
    expect(await wrongStandings(database.db)).toEqual([]);
  });

  it('are one ladder for each role, beside that of the phase, and people are told the highest of each', async () => {
    const chain = await drafted({ tester: 4, report_owner: 2 });
    await fire(chain, 14);
    await submitAfter(chain, 15);
    await fire(chain, 200);
    const { owner: decider } = chain.scenario;
    const told = (await rungs(chain)).map(([rung]) => rung);
    expect(told).toEqual(['used_up:tester', 'level_1:tester', 'used_up:report_owner', 'level_1:report_owner', 'warning', 'breach']);
    // Nobody is a report executive here, who would be told of the owner's time at the first level.
    expect((await notices(chain)).filter(([, , rung]) => rung !== 'level_1:tester')).toEqual([
      [decider.userId, 'used_up', 'used_up:report_owner'],
      [decider.userId, 'breach', 'breach'],
    ]);
  });

  it('tell those alone who hold the role, where several roles have the turn', async () => {
    const policy: ApprovalPolicy = { mode: 'signoff', requiredCount: 2, roles: ['test_executive', 'report_owner'] };
    const chain = await drafted({ report_owner: 2 }, policy);
    await submitAfter(chain, 1);
    expect((await lastTurn(chain)).people).toEqual(expect.arrayContaining([chain.scenario.owner.userId, chain.scenario.executive.userId]));
    expect(await fire(chain, 3)).toBeGreaterThan(12);
    expect(await notices(chain)).toEqual([[chain.scenario.owner.userId, 'used_up', 'used_up:report_owner']]);
  });

  it('have the time that an extension gives to whoever has the turn, and a pause takes from nobody', async () => {
    const chain = await drafted({ tester: 4, report_owner: 4 });
    const { executive } = chain.scenario;
    await fire(chain, 4);
    await sendAfter(chain, 5, executive, { kind: 'change_clock', payload: { act: 'extend', minutes: 180 }, comment: 'A holiday' });
    expect(await fire(chain, 5)).toBe(7);
    await sendAfter(chain, 6, executive, { kind: 'change_clock', payload: { act: 'pause' }, comment: 'The extract is late' });
    expect(await fire(chain, 30)).toBeNull();
    await sendAfter(chain, 36, executive, { kind: 'change_clock', payload: { act: 'resume' }, comment: 'It came' });
    expect(await fire(chain, 36)).toBe(37);
    await fire(chain, 37);
    await submitAfter(chain, 38);
    expect(await fire(chain, 38)).toBe(42);
    expect(await rungs(chain)).toEqual([
      ['used_up:tester', 4],
      ['used_up:tester', 37],
    ]);
    const { stopwatches } = await readClockView(database.db, executive, chain.chainId);
    expect(stopwatches).toMatchObject([
      { role: 'tester', allowedMinutes: 420, isRunning: false, usedUpAt: after(chain, 37).toISOString() },
      { role: 'report_owner', usedMinutes: 0, allowedMinutes: 240, isRunning: true, usedUpAt: after(chain, 42).toISOString() },
    ]);
    expect(await wrongStandings(database.db)).toEqual([]);
  });

  it('begin with a full allowance in each spell', async () => {
    const chain = await drafted({ tester: 4 });
    await submitAfter(chain, 3);
    await sendAfter(chain, 4, chain.scenario.owner, { kind: 'decide_version', payload: { decision: 'approve' } });
    expect(await fire(chain, 10)).toBeNull();
    await sendAfter(chain, 20, chain.scenario.tester, { kind: 'reopen_phase', comment: 'An attribute was forgotten' });
    await makeDraft(chain, [put('a', { n: 3 })]);
    expect(await fire(chain, 23.5)).toBe(24);
    const { stopwatches } = await readClockView(database.db, chain.scenario.tester, chain.chainId);
    expect(stopwatches).toMatchObject([{ role: 'tester', allowedMinutes: 240, usedUpAt: after(chain, 24).toISOString() }]);
  });

  it('are those of the phase where no role has an allowance', async () => {
    const chain = await drafted(undefined);
    await fire(chain, 111);
    expect((await rungs(chain)).map(([rung]) => rung)).toEqual(['warning', 'breach', 'level_1']);
    const { stopwatches } = await readClockView(database.db, chain.scenario.tester, chain.chainId);
    expect(stopwatches).toMatchObject([{ role: 'tester', allowedMinutes: null, usedUpAt: null, isRunning: true }]);
  });
});
