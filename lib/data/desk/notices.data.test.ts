import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { fireAlarms } from '../chain/fire-alarms.transitions';
import { markNoticesRead, remind } from './notices.commands';
import { readNotices } from './notices.queries';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function drafted(): Promise<ChainHandle & { versionId: string }> {
  const chain = await makeChain(await makeScenario(database.db), 'planning');
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
  return { ...chain, versionId };
}

const kinds = async (who: Person) => (await readNotices(database.db.pool, who)).notices.map(({ kind }) => kind);

async function reminding(chain: ChainHandle, by: Person, personId: string, now?: Date): Promise<string> {
  return await remind(
    database.db,
    { subject: by, actor: by.actor, ...(now === undefined ? {} : { now }) },
    { chainId: chain.chainId, personId },
  ).then(
    () => 'reminded',
    (error: { code?: string }) => error.code ?? String(error),
  );
}

describe('a reminder', () => {
  const FRIDAY = new Date('2026-11-27T18:00:00Z');
  const SUNDAY = new Date('2026-11-29T12:00:00Z');
  const MONDAY = new Date('2026-11-30T12:00:00Z');
  const TUESDAY = new Date('2026-12-01T12:00:00Z');

  it('goes to whoever has the turn, once a working day, and is in the trail with whoever reminds', async () => {
    const chain = await drafted();
    const { executive, owner, tester } = chain.scenario;
    expect(await reminding(chain, executive, tester.userId, FRIDAY)).toBe('reminded');
    // After the hours of Friday, the weekend belongs to Monday.
    for (const again of [SUNDAY, MONDAY]) expect(await reminding(chain, owner, tester.userId, again)).toBe('already_reminded');
    expect(await reminding(chain, owner, tester.userId, TUESDAY)).toBe('reminded');
    const entries = await database.db.prisma.auditEvent.findMany({
      where: { kind: 'reminded', chainId: chain.chainId },
      orderBy: { seq: 'asc' },
    });
    expect(entries.map(({ actorId }) => actorId)).toEqual([executive.userId, owner.userId]);
    const [newest] = (await readNotices(database.db.pool, tester)).notices;
    expect(newest).toMatchObject({ kind: 'reminder', from: owner.name, isRead: false, opens: { to: 'version', phase: 'planning' } });
  });

  it('is one, whoever asks at the same moment', async () => {
    const chain = await drafted();
    const { executive, owner, tester } = chain.scenario;
    const answers = await Promise.all([executive, owner, executive].map((by) => reminding(chain, by, tester.userId, MONDAY)));
    expect(answers.sort()).toEqual(['already_reminded', 'already_reminded', 'reminded']);
  });

  it('begins anew with the next turn, and goes to nobody else', async () => {
    const chain = await drafted();
    const { executive, owner, tester, admin } = chain.scenario;
    expect(await reminding(chain, executive, tester.userId, MONDAY)).toBe('reminded');
    expect(await reminding(chain, executive, owner.userId, MONDAY)).toBe('nobody_to_remind');
    await submit(chain, chain.versionId);
    expect(await reminding(chain, executive, owner.userId, MONDAY)).toBe('reminded');
    for (const who of [tester, admin]) expect(await reminding(chain, who, owner.userId, MONDAY)).toBe('not_permitted');
    const stranger = await new World(database.db).person('Stranger', 'tester');
    expect(await reminding(chain, stranger, owner.userId, MONDAY)).toBe('not_found');
    expect(await reminding({ ...chain, chainId: randomUUID() }, executive, owner.userId)).toBe('not_found');
    await sendReport(chain.scenario, executive, 'close_report');
    expect(await reminding(chain, executive, owner.userId, TUESDAY)).toBe('report_closed');
  });
});

describe('notices', () => {
  it('say who was assigned, warned and escalated to, the newest first, and are read by their person alone', async () => {
    const chain = await drafted();
    const { tester, executive, owner } = chain.scenario;
    const { warnAt } = await database.db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } });
    const next = await new World(database.db).person('Ned Next', 'tester');
    await fireAlarms(database.db, chain.chainId, warnAt!);
    await sendReport(chain.scenario, executive, 'change_assignment', { payload: { testerId: next.userId } });
    await fireAlarms(database.db, chain.chainId, new Date(Date.now() + 60 * 86_400_000));
    expect(await kinds(next)).toEqual(['assigned']);
    expect((await readNotices(database.db.pool, next)).notices[0]).toMatchObject({ role: 'tester', phase: null, opens: { to: 'report' } });
    expect((await kinds(owner))[0]).toBe('escalation');
    // Whoever may not see the report any more is not reminded of it either.
    expect(await kinds(tester)).toEqual([]);
    const before = await readNotices(database.db.pool, owner);
    expect(before.unread).toBe(before.notices.length);
    await markNoticesRead(database.db, { id: next.userId }, { upTo: before.notices[0]?.id ?? '0' });
    expect((await readNotices(database.db.pool, owner)).unread).toBe(before.unread);
    expect(await markNoticesRead(database.db, { id: owner.userId }, { upTo: before.notices[0]?.id ?? '0' })).toEqual({
      read: before.unread,
    });
    expect((await readNotices(database.db.pool, owner)).unread).toBe(0);
  });
});
