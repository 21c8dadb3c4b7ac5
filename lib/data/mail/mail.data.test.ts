import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailPreference } from '#domain/mail/mail-preference';
import { CONTINUOUS } from '#domain/time/calendar';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, makeChain, makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { saveCalendar } from '../administration/calendar.commands';
import { disableUser } from '../administration/disable-user.commands';
import { setRoles } from '../administration/users.commands';
import { fireAlarms } from '../chain/fire-alarms.transitions';
import { markNoticesRead, remind } from '../desk/notices.commands';
import { readNotices } from '../desk/notices.queries';
import { gatherMail } from './gather-mail.commands';
import { setMailPreference } from './mail-preference.commands';
import { readMailPreference } from './mail-preference.queries';
import { readMailStanding } from './mail-standing.queries';
import { asOnlyDeliverer, claimNextMail, isServerResting, noteMailService, noteOutcome, type SendOutcome } from './send-mail.commands';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const admin = await new World(database.db).person('Cal Admin', 'admin');
  await saveCalendar(database.db, admin.actor, { calendar: CONTINUOUS, validFrom: null, reason: 'For this test' });
});
afterAll(() => database.drop());
beforeEach(async () => {
  // Each story begins with an outbox in which nothing waits.
  await database.db.pool.query(`update mail_outbox set dropped = 'old' where mail_id is null and dropped is null`);
  await database.db.pool.query(`update mail set state = 'void' where state in ('queued', 'sending')`);
  await noteMailService(database.db, 'mail.bank.example:587');
});

const DAY_MS = 86_400_000;
const soon = (): Date => new Date(Date.now() + 1_000);
const tomorrow = (): Date => new Date(Date.now() + 2 * DAY_MS);

async function drafted(): Promise<ChainHandle & { versionId: string }> {
  const chain = await makeChain(await makeScenario(database.db), 'planning');
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
  return { ...chain, versionId };
}

async function reminded(chain: ChainHandle, who: Person = chain.scenario.tester): Promise<void> {
  const { executive } = chain.scenario;
  await remind(database.db, { subject: executive, actor: executive.actor }, { chainId: chain.chainId, personId: who.userId });
}

const prefer = (who: Person, more: Partial<MailPreference>) =>
  setMailPreference(database.db, who.actor, { digest: 'daily', urgent: 'at_once', hours: 'any', ...more });

/** What is in the outbox of somebody: each notice's kind, and whether it waits, is in a message, or why it is dropped. */
async function outbox(who: Person): Promise<[string, string][]> {
  const rows = await database.db.prisma.mailOutbox.findMany({
    where: { personId: who.userId },
    include: { notification: true },
    orderBy: { notificationId: 'asc' },
  });
  return rows.map(({ notification, mailId, dropped }) => [notification.kind, dropped ?? (mailId === null ? 'waits' : 'in a message')]);
}

async function sent(now = soon()): Promise<{ to: string; kinds: string[] }[]> {
  const all: { to: string; kinds: string[] }[] = [];
  for (let mail = await claimNextMail(database.db, now); mail !== null; mail = await claimNextMail(database.db, now)) {
    all.push({ to: mail.to.email, kinds: mail.notices.map(({ kind }) => kind) });
    await noteOutcome(database.db, mail.id, { kind: 'sent', said: '250 OK' });
  }
  return all;
}

describe('the outbox', () => {
  it('is written with the notice, or not at all, and once', async () => {
    const chain = await drafted();
    await reminded(chain);
    await reminded(chain).catch(() => undefined);
    expect((await outbox(chain.scenario.tester)).filter(([kind]) => kind === 'reminder')).toEqual([['reminder', 'waits']]);
    const { rows } = await database.db.pool.query<{ n: number }>(
      'select count(*)::int as n from notification t where not exists (select from mail_outbox o where o.notification_id = t.id)',
    );
    expect(rows[0]?.n).toBe(0);
  });

  it('gives up at once what goes by itself, and what is gathered when its digest is due', async () => {
    const chain = await drafted();
    const { tester } = chain.scenario;
    await reminded(chain);
    await gatherMail(database.db, soon());
    const kinds = (await outbox(tester)).map(([kind, state]) => `${kind} ${state}`);
    expect(kinds).toEqual(['assigned waits', 'reminder in a message']);
    expect(await sent()).toContainEqual({ to: tester.email, kinds: ['reminder'] });
    await gatherMail(database.db, tomorrow());
    expect(await sent(tomorrow())).toContainEqual({ to: tester.email, kinds: ['assigned'] });
  });

  it('makes one message of what is due together, and one digest of a day', async () => {
    const [one, other] = [await drafted(), await drafted()];
    const { tester } = one.scenario;
    await sendReport(other.scenario, other.scenario.executive, 'change_assignment', { payload: { testerId: tester.userId } });
    await reminded(one);
    await reminded(other, tester);
    const at = tomorrow();
    await gatherMail(database.db, at);
    const digests = async () => await database.db.prisma.mail.count({ where: { personId: tester.userId, kind: 'digest' } });
    expect(await digests()).toBe(1);
    // What came after the digest of this day waits for the next.
    const third = await drafted();
    await sendReport(third.scenario, third.scenario.executive, 'change_assignment', { payload: { testerId: tester.userId } });
    await gatherMail(database.db, at);
    expect(await digests()).toBe(1);
    await gatherMail(database.db, new Date(at.getTime() + DAY_MS));
    expect(await digests()).toBe(2);
    const kinds = (await sent(at)).filter(({ to }) => to === tester.email).map((mail) => mail.kinds);
    expect(kinds.sort()).toEqual([['assigned'], ['assigned', 'assigned'], ['reminder', 'reminder']]);
  });

  it('gathered twice at the same moment makes each message once', async () => {
    const chain = await drafted();
    await reminded(chain);
    await Promise.all([gatherMail(database.db, soon()), gatherMail(database.db, soon()), gatherMail(database.db, soon())]);
    expect(await database.db.prisma.mail.count({ where: { personId: chain.scenario.tester.userId, kind: 'direct' } })).toBe(1);
  });
});

describe('what is not so any more', () => {
  it('is not mailed: the turn has passed, before it is gathered or after', async () => {
    const [before, after] = [await drafted(), await drafted()];
    await reminded(before);
    await submit(before, before.versionId);
    await reminded(after);
    await gatherMail(database.db, soon());
    await submit(after, after.versionId);
    expect((await sent()).map(({ to }) => to)).not.toContain(after.scenario.tester.email);
    expect((await outbox(before.scenario.tester)).at(-1)).toEqual(['reminder', 'passed']);
    expect((await outbox(after.scenario.tester)).at(-1)).toEqual(['reminder', 'passed']);
    expect(await database.db.prisma.mail.count({ where: { personId: after.scenario.tester.userId, state: 'void' } })).toBe(1);
  });

  it('is not mailed: it was read at the bell, its report was closed, somebody else was named, or the account was disabled', async () => {
    const reads = await drafted();
    await reminded(reads);
    const newest = (await readNotices(database.db.pool, reads.scenario.tester)).notices[0]?.id ?? '0';
    await markNoticesRead(database.db, { id: reads.scenario.tester.userId }, { upTo: newest });
    const closed = await drafted();
    await reminded(closed);
    await sendReport(closed.scenario, closed.scenario.executive, 'close_report');
    const passedOn = await drafted();
    const next = await new World(database.db).person('Ned Next', 'tester');
    await sendReport(passedOn.scenario, passedOn.scenario.executive, 'change_assignment', { payload: { testerId: next.userId } });
    const gone = await drafted();
    await reminded(gone);
    const { admin, tester } = gone.scenario;
    await disableUser(database.db, admin.actor, {
      userId: tester.userId,
      takeovers: [{ kind: 'tester', id: gone.scenario.cycleReportId, toId: next.userId }],
    });
    await gatherMail(database.db, soon());
    expect((await outbox(reads.scenario.tester)).at(-1)).toEqual(['reminder', 'read']);
    expect((await outbox(closed.scenario.tester)).at(-1)).toEqual(['reminder', 'closed']);
    expect(await outbox(passedOn.scenario.tester)).toEqual([['assigned', 'unseen']]);
    expect((await outbox(tester)).at(-1)).toEqual(['reminder', 'inactive']);
  });

  it('is not mailed: a clock that was extended makes untrue that something is late', async () => {
    const chain = await drafted();
    const { executive } = chain.scenario;
    await fireAlarms(database.db, chain.chainId, new Date(Date.now() + 60 * DAY_MS));
    await send(chain, executive, 'change_clock', { payload: { act: 'extend', minutes: 480 }, comment: 'A holiday' });
    await gatherMail(database.db, soon());
    const told = await database.db.prisma.mailOutbox.findMany({ where: { notification: { chainId: chain.chainId } } });
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ dropped }) => dropped))).toEqual(new Set(['in_time']));
  });

  it('is not mailed: its reader may not see the report any more', async () => {
    const chain = await drafted();
    const { admin, executive } = chain.scenario;
    await fireAlarms(database.db, chain.chainId, new Date(Date.now() + 60 * DAY_MS));
    const told = await database.db.prisma.mailOutbox.findMany({ where: { notification: { chainId: chain.chainId } } });
    await setRoles(database.db, admin.actor, { userId: executive.userId, roles: [] });
    await gatherMail(database.db, soon());
    expect(told.length).toBeGreaterThan(0);
    expect((await outbox(executive)).every(([, state]) => state === 'unseen')).toBe(true);
  });
});

describe('somebody’s own choice', () => {
  it('turns the digest off and folds what is urgent into it, never leaves them without, and is in the trail', async () => {
    const chain = await drafted();
    const { tester } = chain.scenario;
    await prefer(tester, { digest: 'hourly', urgent: 'digest' });
    await reminded(chain);
    await gatherMail(database.db, new Date(Date.now() + DAY_MS));
    expect(await sent(new Date(Date.now() + DAY_MS))).toContainEqual({ to: tester.email, kinds: ['assigned', 'reminder'] });
    const other = await drafted();
    await prefer(other.scenario.tester, { digest: 'off' });
    await reminded(other);
    await gatherMail(database.db, soon());
    expect(await outbox(other.scenario.tester)).toEqual([
      ['assigned', 'digest_off'],
      ['reminder', 'in a message'],
    ]);
    await expect(prefer(tester, { digest: 'off', urgent: 'digest' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await readMailPreference(database.db.pool, tester)).toEqual({
      ...{ digest: 'hourly', urgent: 'digest', hours: 'any', isOn: true, email: tester.email },
    });
    const entry = await database.db.prisma.auditEvent.findFirstOrThrow({ where: { kind: 'mail_chosen', actorId: tester.userId } });
    expect(entry.changes).toEqual([
      { field: 'digest', from: 'daily', to: 'hourly' },
      { field: 'urgent', from: 'at_once', to: 'digest' },
      { field: 'hours', from: 'working', to: 'any' },
    ]);
  });
});

describe('a message that is handed over', () => {
  async function claimed(): Promise<{ id: string; tester: Person }> {
    const chain = await drafted();
    await reminded(chain);
    await gatherMail(database.db, soon());
    for (let mail = await claimNextMail(database.db, soon()); mail !== null; mail = await claimNextMail(database.db, soon())) {
      if (mail.to.email === chain.scenario.tester.email) return { id: mail.id, tester: chain.scenario.tester };
      await noteOutcome(database.db, mail.id, { kind: 'sent', said: '' });
    }
    throw new Error('no message to the tester');
  }
  const stateOf = async (id: string) => {
    const { state, attempts, said } = await database.db.prisma.mail.findUniqueOrThrow({ where: { id } });
    return { state, attempts, said };
  };
  const note = (id: string, outcome: SendOutcome) => noteOutcome(database.db, id, outcome);

  it('is sending before anything goes over, and nobody else’s', async () => {
    const { id } = await claimed();
    expect(await stateOf(id)).toEqual({ state: 'sending', attempts: 1, said: null });
    expect(await claimNextMail(database.db, tomorrow())).toBeNull();
  });

  it('is uncertain where whoever handed it over has died, and is not sent again', async () => {
    const { id } = await claimed();
    const next = await asOnlyDeliverer(database.db, () => claimNextMail(database.db, tomorrow()));
    expect(next).toBeNull();
    expect(await stateOf(id)).toMatchObject({ state: 'uncertain', said: 'The worker ended while it handed this over.' });
    // They were cut off from the database alone, and know better.
    await note(id, { kind: 'sent', said: '250 OK' });
    expect(await stateOf(id)).toMatchObject({ state: 'sent', said: '250 OK' });
  });

  it('is delivered by one at a time', async () => {
    const inside = await asOnlyDeliverer(database.db, () => asOnlyDeliverer(database.db, async () => 'a second'));
    expect(inside).toBeNull();
    expect(await asOnlyDeliverer(database.db, async () => 'after it')).toBe('after it');
  });

  it('is tried again a few times where it is refused for now, and not where it is refused for good', async () => {
    const { id } = await claimed();
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await note(id, { kind: 'refused', lasting: false, said: '451 later' });
      expect(await stateOf(id)).toEqual({ state: 'queued', attempts: attempt, said: '451 later' });
      expect(await claimNextMail(database.db, soon())).toBeNull();
      expect((await claimNextMail(database.db, tomorrow()))?.id).toBe(id);
    }
    await note(id, { kind: 'refused', lasting: false, said: '451 later' });
    expect(await stateOf(id)).toEqual({ state: 'failed', attempts: 5, said: '451 later' });
    const other = await claimed();
    await note(other.id, { kind: 'refused', lasting: true, said: '550 nobody of that name' });
    expect(await stateOf(other.id)).toMatchObject({ state: 'failed', attempts: 1 });
  });

  it('stays where the server is away, which rests longer each time and is said to admins until it takes something', async () => {
    const { id } = await claimed();
    await note(id, { kind: 'away', said: 'connect ECONNREFUSED' });
    expect(await stateOf(id)).toEqual({ state: 'queued', attempts: 0, said: null });
    expect(await isServerResting(database.db, soon())).toBe(true);
    expect(await isServerResting(database.db, new Date(Date.now() + 31_000))).toBe(false);
    const { failing } = await readMailStanding(database.db.pool);
    expect(failing).toMatchObject({ error: 'connect ECONNREFUSED' });
    expect((await claimNextMail(database.db, soon()))?.id).toBe(id);
    await note(id, { kind: 'away', said: 'connect ECONNREFUSED' });
    expect(await isServerResting(database.db, new Date(Date.now() + 31_000))).toBe(true);
    expect((await readMailStanding(database.db.pool)).failing?.since).toBe(failing?.since);
    expect((await claimNextMail(database.db, soon()))?.id).toBe(id);
    await note(id, { kind: 'sent', said: '250 OK' });
    const standing = await readMailStanding(database.db.pool);
    expect(standing).toMatchObject({ server: 'mail.bank.example:587', failing: null });
    expect(standing.mails[0]).toMatchObject({ id, state: 'sent', kind: 'direct', notices: 1, dropped: 0 });
  });

  it('whose connection broke in the middle is uncertain', async () => {
    const { id } = await claimed();
    await note(id, { kind: 'unknown', said: 'Connection closed' });
    expect(await stateOf(id)).toMatchObject({ state: 'uncertain' });
    expect(await claimNextMail(database.db, tomorrow())).toBeNull();
  });
});
