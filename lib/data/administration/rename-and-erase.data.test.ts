import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '#domain/item/canonical-json';
import { ERASED_NAME } from '#domain/people/name-then';
import { personToken } from '#domain/people/person-token';
import { ROLE_LABELS, type Role } from '#domain/people/roles';
import { addPerson, trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeScenario } from '../../../test/support/world/scenario';
import type { Person } from '../../../test/support/world/world';
import { delegateRole } from '../desk/delegations.commands';
import { setMailPreference } from '../mail/mail-preference.commands';
import { loadSubject } from '../people/subjects.queries';
import { verifyInstallation } from '../record/verify.queries';
import { readAdmin } from './admin.queries';
import { disableUser } from './disable-user.commands';
import { eraseUser } from './erase-user.commands';
import { createLink, redeemLink } from './links.commands';
import { renameUser } from './rename-user.commands';
import { signIn } from './sign-in.commands';
import { enableUser, setRoles } from './users.commands';

const PASSWORD = 'a long enough password';
let database: TestDatabase;
let owner: pg.Client;
let admin: Person;

beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  admin = await addedPerson('Ada Min', 'admin');
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Somebody added as a page adds them, so that the trail binds their row. */
async function addedPerson(name: string, ...roles: readonly Role[]): Promise<Person> {
  const subject = await addPerson(database.db, roles, name);
  return { ...subject, actor: { id: subject.userId, role: roles[0] ?? 'system' } };
}

const namesOf = (personId: string) => database.db.prisma.personName.findMany({ where: { personId }, orderBy: { since: 'asc' } });
const rename = (person: Person, name: string, email = person.email, reason = 'Married') =>
  renameUser(database.db, admin.actor, { userId: person.userId, name, email, reason });
const erase = (person: Person, reason = 'Asked to be forgotten', by = admin) =>
  eraseUser(database.db, by.actor, { userId: person.userId, reason });

describe('renaming somebody', () => {
  it('keeps each name under a commitment to it, salted anew', async () => {
    const person = await addedPerson('Mia Maiden', 'tester');
    await rename(person, 'Mia “Ü” Married\n\u0001\\', 'mia@new.example');
    const names = await namesOf(person.userId);
    expect(names.map(({ name, email }) => [name, email])).toEqual([
      ['Mia Maiden', person.email],
      ['Mia “Ü” Married\n\u0001\\', 'mia@new.example'],
    ]);
    for (const { name, email, salt, commitment } of names) {
      expect(salt).toMatch(/^[0-9a-f]{64}$/);
      const opening = canonicalJson({ name, email, salt });
      expect(Buffer.from(commitment)).toEqual(createHash('sha256').update(opening).digest());
    }
    expect(new Set(names.map(({ salt }) => salt)).size).toBe(2);
    const { rows } = await database.db.pool.query('select person_commitment($1) as newest', [person.userId]);
    expect(rows).toEqual([{ newest: Buffer.from(names[1]?.commitment ?? []) }]);
  });

  it('is in the trail by handle, without the old name or the new one', async () => {
    const person = await addedPerson('Nora Before', 'tester');
    await rename(person, 'Nora After');
    expect((await trailOf(database.db)).at(-1)).toEqual({
      kind: 'user_renamed',
      actor: 'Ada Min',
      role: 'admin',
      subject: personToken(person.userId),
      changes: [
        { field: 'changed', from: null, to: 'name' },
        { field: 'reason', from: null, to: 'Married' },
      ],
    });
    expect(await loadSubject(database.db, person.userId, 0)).toMatchObject({ name: 'Nora After', email: person.email });
  });

  it('is refused where nothing changes, an address is taken, or the reason names them', async () => {
    const person = await addedPerson('Paula Plain', 'tester');
    await expect(rename(person, 'Paula Plain')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(rename(person, 'Paula', admin.email)).rejects.toMatchObject({ code: 'duplicate_name' });
    for (const reason of ['paula plain wed', 'Now called Paula Poe', `${person.email} bounces`])
      await expect(rename(person, 'Paula Poe', person.email, reason)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await namesOf(person.userId)).toHaveLength(1);
  });
});

describe('erasing somebody', () => {
  it('leaves the handle alone of them, and everything still verifies', async () => {
    const { db } = database;
    const person = await addedPerson('Gwen Gone', 'tester', 'test_executive');
    const delegate = await addedPerson('Dele Gate', 'test_executive');
    await rename(person, 'Gwen Went');
    await redeemLink(db, { token: (await createLink(db, admin.actor, { userId: person.userId })).token, password: PASSWORD });
    expect(await signIn(db, { email: person.email, password: 'wrong', address: null })).toBeNull();
    const until = new Date().toISOString().slice(0, 10);
    await delegateRole(db, person, { role: 'test_executive', reportId: null, toId: delegate.userId, until, reason: 'Away' });
    await db.prisma.savedView.create({ data: { userId: person.userId, name: 'Mine', view: {} } });
    await setMailPreference(db, { id: person.userId, role: 'test_executive' }, { digest: 'hourly', urgent: 'digest', hours: 'any' });
    expect((await verifyInstallation(db, null)).problems).toEqual([]);

    await erase(person);

    expect(await db.prisma.user.findUniqueOrThrow({ where: { id: person.userId }, include: { roles: true } })).toMatchObject({
      name: ERASED_NAME,
      email: `${person.userId}@erased.invalid`,
      passwordHash: null,
      sessionEpoch: 2,
      disabledAt: expect.any(Date) as Date,
      erasedAt: expect.any(Date) as Date,
      roles: [],
    });
    const names = await namesOf(person.userId);
    expect(names.map(({ name, email, salt, commitment }) => [name, email, salt, commitment.length])).toEqual([
      [null, null, null, 32],
      [null, null, null, 32],
    ]);
    const left = { userId: person.userId };
    expect(await db.prisma.oneTimeLink.count({ where: left })).toBe(0);
    expect(await db.prisma.savedView.count({ where: left })).toBe(0);
    expect(await db.prisma.mailPreference.count({ where: { personId: person.userId } })).toBe(0);
    expect(await db.prisma.delegation.count({ where: { fromId: person.userId, revokedAt: null } })).toBe(0);
    const key = `account:${createHash('sha256').update(person.email).digest('hex')}`;
    expect(await db.prisma.rateLimit.count({ where: { key } })).toBe(0);
    expect((await trailOf(db)).at(-1)).toEqual({
      kind: 'user_erased',
      actor: 'Ada Min',
      role: 'admin',
      subject: personToken(person.userId),
      changes: [
        { field: 'reason', from: null, to: 'Asked to be forgotten' },
        { field: 'roles', from: `${ROLE_LABELS.tester}, ${ROLE_LABELS.test_executive}`, to: null },
        { field: 'delegation', from: `${ROLE_LABELS.test_executive} of all their reports to ${personToken(delegate.userId)}`, to: null },
      ],
    });
    expect((await verifyInstallation(db, null)).problems).toEqual([]);
  });

  it('is refused while something rests on them, and works once it was handed over', async () => {
    const { db } = database;
    const { tester, owner: reportOwner, cycleReportId } = await makeScenario(db);
    const next = await addedPerson('Nele Next', 'tester');
    await expect(erase(tester)).rejects.toMatchObject({
      code: 'work_remains',
      detail: expect.stringMatching(/^Left: tester of HMDA/) as string,
    });
    await expect(erase(reportOwner)).rejects.toMatchObject({ detail: expect.stringMatching(/^Left: owner of HMDA/) as string });
    expect(await loadSubject(db, tester.userId, 0)).toMatchObject({ name: 'Tess Ter' });
    await disableUser(db, admin.actor, { userId: tester.userId, takeovers: [{ kind: 'tester', id: cycleReportId, toId: next.userId }] });
    await erase(tester);
  });

  it('is nothing one does to oneself, and leaves an admin', async () => {
    const second = await addedPerson('Bea Second', 'admin');
    await expect(erase(admin)).rejects.toMatchObject({ code: 'not_permitted', detail: expect.stringContaining('themselves') as string });
    await database.db.pool.query(`update app_user set disabled_at = now() where id <> $1 and erased_at is null`, [second.userId]);
    await expect(erase(second)).rejects.toMatchObject({ code: 'not_permitted', detail: 'At least one active admin must remain.' });
    await database.db.pool.query('update app_user set disabled_at = null where erased_at is null');
    await erase(second);
  });

  it('takes no reason that names them, under whatever name they had', async () => {
    const person = await addedPerson('Olivia Once', 'tester');
    await rename(person, 'Olivia Other');
    for (const reason of ['Olivia Once asked', 'asked by OLIVIA OTHER'])
      await expect(erase(person, reason)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('cannot be undone, nor be done by halves or to a name of somebody who is there', async () => {
    const { db } = database;
    const [gone, here] = [await addedPerson('Gil Gone', 'tester'), await addedPerson('Hal Here', 'tester')];
    await erase(gone);
    await expect(erase(gone)).rejects.toMatchObject({ code: 'person_erased' });
    await expect(rename(gone, 'Gil Back')).rejects.toMatchObject({ code: 'person_erased' });
    await expect(enableUser(db, admin.actor, { userId: gone.userId })).rejects.toMatchObject({ code: 'person_erased' });
    await expect(setRoles(db, admin.actor, { userId: gone.userId, roles: [] })).rejects.toMatchObject({ code: 'person_erased' });
    await expect(createLink(db, admin.actor, { userId: gone.userId })).rejects.toMatchObject({ code: 'not_found' });
    for (const client of [db.pool, owner]) {
      const forced = (statement: string, who: Person) => expect(client.query(statement, [who.userId])).rejects;
      await forced(`update app_user set name = 'Gil' where id = $1`, gone).toThrow(/stays as they are/);
      await forced('update person_name set name = null, email = null, salt = null where person_id = $1', here).toThrow(/insert-only/);
      await forced(`update person_name set name = 'Hal', email = 'h', salt = 's' where person_id = $1`, gone).toThrow(/insert-only/);
    }
  });

  it('shows among the users as erased, after all others', async () => {
    const person = await addedPerson('Aaron Away', 'tester');
    await erase(person);
    const { users } = await readAdmin(database.db, admin);
    expect(users.find(({ id }) => id === person.userId)).toMatchObject({ name: ERASED_NAME, erased: true, disabled: true, roles: [] });
    expect(users.findLastIndex(({ erased }) => !erased)).toBeLessThan(users.findIndex(({ erased }) => erased));
  });
});
