import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { disableUser } from '#data/administration/disable-user.commands';
import { endSession } from '#data/administration/end-session.commands';
import { openDatabase } from '#data/sql/connection';
import { TestListener } from '../../test/support/live-listener';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { writeEntries } from '../../test/support/signed-world';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';
import { World } from '../../test/support/world/world';
import { type HubLimits, LiveHub } from './live-hub';

vi.mock('server-only', () => ({}));
Object.assign(process.env, {
  NEXTAUTH_SECRET: 'a secret of some length',
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  DATABASE_URL: 'postgresql://127.0.0.1/unused',
  COUNTERSIGN_LOG_LEVEL: 'silent',
});

let database: TestDatabase;
let scenario: Scenario;
let other: Scenario;
const hubs: LiveHub[] = [];
beforeAll(async () => {
  database = await testDatabase();
  [scenario, other] = [await makeScenario(database.db), await makeScenario(database.db)];
});
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.stop();
});
afterAll(() => database?.drop());

/** A hub that looks often, and at sessions only where it has to, unless told otherwise. */
function hubOf(limits: Partial<HubLimits> = {}): LiveHub {
  const hub = new LiveHub(database.db, { pulseMs: 10, sessionsMs: 3_600_000, ...limits });
  hubs.push(hub);
  return hub;
}

/** Has people listen, and waits until changes are known. */
async function listening(hub: LiveHub, ...listeners: readonly TestListener[]): Promise<void> {
  for (const listener of listeners) await hub.listen(listener, PEOPLE.get(listener) ?? scenario.admin);
}
const PEOPLE = new Map<TestListener, Scenario['tester']>();
function listenerOf(person: Scenario['tester'], session: ConstructorParameters<typeof TestListener>[1] = {}): TestListener {
  const listener = new TestListener(person, session);
  PEOPLE.set(listener, person);
  return listener;
}

const changeOf = ({ cycleReportId, cycleId }: Scenario, installation = false) => ({
  changed: { reports: [{ cycleReportId, cycleId }], installation },
});

it('tells a change to whoever may see the report, and nobody else anything', async () => {
  const hub = hubOf();
  const stranger = await new World(database.db).person('Stranger', 'tester');
  const [tester, owner, elsewhere, nobody] = [scenario.tester, scenario.owner, other.tester, stranger].map((one) => listenerOf(one));
  await listening(hub, tester!, owner!, elsewhere!, nobody!);
  await writeEntries(database.db, scenario.cycleReportId, 1);
  for (const listener of [tester, owner]) expect(await listener?.next()).toEqual(changeOf(scenario));
  // A later change, of which the others hear: had they been told of the first, it came before.
  await writeEntries(database.db, other.cycleReportId, 1);
  expect(await elsewhere?.next()).toEqual(changeOf(other));
  await writeEntries(database.db, null, 1);
  expect(await nobody?.next()).toEqual({ changed: { reports: [], installation: true } });
});

it('asks by the rights of that moment: a role that was given meanwhile counts, and one that was taken does not', async () => {
  const hub = hubOf();
  const person = await new World(database.db).person('Deputy Executive');
  const listener = listenerOf(person);
  await listening(hub, listener);
  await database.db.prisma.roleAssignment.create({ data: { userId: person.userId, role: 'test_executive' } });
  await writeEntries(database.db, null, 1);
  expect(await listener.next()).toEqual({ changed: { reports: [], installation: true } });
  await writeEntries(database.db, other.cycleReportId, 1);
  expect(await listener.next()).toEqual(changeOf(other));
  await database.db.pool.query('delete from role_assignment where user_id = $1', [person.userId]);
  await writeEntries(database.db, null, 1);
  await listener.next();
  await writeEntries(database.db, other.cycleReportId, 1);
  await writeEntries(database.db, null, 1);
  expect(await listener.next()).toEqual({ changed: { reports: [], installation: true } });
});

it('ends the stream of who is disabled at once', async () => {
  const hub = hubOf();
  const person = await new World(database.db).person('Soon Gone', 'tester');
  const listener = listenerOf(person);
  await listening(hub, listener);
  await disableUser(database.db, scenario.admin.actor, { userId: person.userId, takeovers: [] });
  expect(await listener.next()).toEqual({ closed: 'session_ended' });
  expect(hub.size).toBe(0);
});

it('ends the stream of a session that was ended, whose cookie has run out, or whose person has begun anew', async () => {
  const hub = hubOf({ sessionsMs: 10 });
  const person = await new World(database.db).person('Often Here', 'tester');
  const [stays, signedOut, ranOut, before] = [
    listenerOf(person),
    listenerOf(person),
    listenerOf(person, { expiresAtMs: Date.now() - 1 }),
    listenerOf(person, { sessionEpoch: 7 }),
  ];
  for (const listener of [stays, signedOut]) await hub.listen(listener!, person);
  await endSession(database.db, signedOut!.session.sessionId);
  expect(await signedOut!.next()).toEqual({ closed: 'session_ended' });
  for (const listener of [ranOut, before]) {
    await hub.listen(listener!, person);
    expect(await listener!.next()).toEqual({ closed: 'session_ended' });
  }
  expect([hub.size, stays!.heard]).toEqual([1, []]);
});

it('tells whoever begins to listen what they may have missed, of what they may see', async () => {
  const hub = hubOf();
  await writeEntries(database.db, scenario.cycleReportId, 1);
  const heard = listenerOf(scenario.executive);
  // What had changed before anybody listened is in what they read from now on.
  expect(await hub.listen(heard, scenario.executive)).toMatchObject({ recent: [], isAway: false });
  for (const one of [other, scenario]) {
    await writeEntries(database.db, one.cycleReportId, 1);
    expect(await heard.next()).toEqual(changeOf(one));
  }
  for (const one of [other, scenario]) {
    const late = await hub.listen(listenerOf(one.tester), one.tester);
    expect(late.coversMs).toBeGreaterThan(0);
    expect(late.recent.map(({ change }) => change)).toEqual([changeOf(one).changed]);
  }
});

it('takes so many of a person and of all, and says so in words', async () => {
  const hub = hubOf({ mostOfAPerson: 2, mostListeners: 3 });
  const { tester, owner, executive } = scenario;
  const refused = { code: 'unavailable', message: expect.stringContaining('Too many pages are open') as string };
  const listen = async (person: Scenario['tester']) => {
    const listener = listenerOf(person);
    await hub.listen(listener, person);
    return listener;
  };
  const first = await listen(tester);
  await listen(tester);
  await expect(listen(tester)).rejects.toMatchObject(refused);
  await listen(owner);
  await expect(listen(executive)).rejects.toMatchObject(refused);
  hub.leave(first);
  await listen(executive);
});

it('looks at nothing while nobody listens, and at all again once somebody does', async () => {
  const hub = hubOf();
  const first = listenerOf(scenario.tester);
  await listening(hub, first);
  hub.leave(first);
  await vi.waitUntil(() => !hub.isLooking);
  await writeEntries(database.db, scenario.cycleReportId, 1);
  const second = listenerOf(scenario.tester);
  expect(await hub.listen(second, scenario.tester)).toMatchObject({ recent: [], isAway: false });
  expect(hub.isLooking).toBe(true);
});

it('ends every stream with the process, and takes no more', async () => {
  const hub = hubOf();
  const listener = listenerOf(scenario.tester);
  await listening(hub, listener);
  await hub.stop();
  expect([await listener.next(), hub.size, hub.isLooking]).toEqual([{ closed: 'process_ends' }, 0, false]);
  await expect(hub.listen(listenerOf(scenario.tester), scenario.tester)).rejects.toThrow(/ends/);
});

it('says that PostgreSQL is away, and when it is back', async () => {
  const own = await testDatabase();
  const server = openDatabase(Object.assign(new URL(own.ownerUrl), { pathname: '/postgres' }).href, { maxConnections: 1 });
  const name = new URL(own.ownerUrl).pathname.slice(1);
  const hub = new LiveHub(own.db, { pulseMs: 10, sessionsMs: 3_600_000 });
  try {
    const report = await makeScenario(own.db);
    const listener = listenerOf(report.tester);
    await hub.listen(listener, report.tester);
    await server.pool.query(`alter database ${name} with allow_connections false`);
    await server.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await vi.waitUntil(() => listener.heard.some((heard) => 'away' in heard && heard.away));
    expect((await hub.listen(listenerOf(report.owner), report.owner)).isAway).toBe(true);
    await server.pool.query(`alter database ${name} with allow_connections true`);
    await vi.waitUntil(() => listener.heard.some((heard) => 'away' in heard && !heard.away), { timeout: 20_000 });
    const before = listener.heard.length;
    await writeEntries(own.db, report.cycleReportId, 1);
    await vi.waitUntil(() => listener.heard.slice(before).some((heard) => 'changed' in heard));
  } finally {
    await hub.stop();
    await server.close();
    await own.drop();
  }
});
