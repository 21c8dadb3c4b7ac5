import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, addPerson, trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { loadSubject } from '../people/subjects.queries';
import { disableUser } from './disable-user.commands';
import { createFirstAdminLink, createLink, readLink, redeemLink } from './links.commands';
import { signIn } from './sign-in.commands';

const PASSWORD = 'correct horse battery staple';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('the link of the first admin', () => {
  it('makes one admin, once, and no second', async () => {
    const { db } = database;
    const lost = await createFirstAdminLink(db);
    const link = await createFirstAdminLink(db);
    if (!lost || !link) throw new Error('no link was made');
    await expect(redeemLink(db, { token: lost.token, password: PASSWORD, name: 'Eve', email: 'eve@bank.example' })).rejects.toMatchObject({
      code: 'link_used',
    });
    await expect(redeemLink(db, { token: link.token, password: PASSWORD })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await readLink(db, link.token)).toEqual({ purpose: 'first_admin', name: null, email: null });

    const attempts = [1, 2, 3].map((nth) =>
      redeemLink(db, { token: link.token, password: PASSWORD, name: `Ada ${nth}`, email: `ada${nth}@bank.example` }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await createFirstAdminLink(db)).toBeNull();
    const { rows } = await db.pool.query(`select 1 from role_assignment where role = 'admin'`);
    expect(rows).toHaveLength(1);
  });
});

describe('the link of a person', () => {
  it('sets a password once, ends their sessions, and keeps no token and no password', async () => {
    const { db } = database;
    const admin = actorOf(await addPerson(db, ['admin'], 'Ada'), 'admin');
    const person = await addPerson(db, ['tester'], 'Mara');
    const earlier = await createLink(db, admin, { userId: person.userId });
    const link = await createLink(db, admin, { userId: person.userId });
    expect(await readLink(db, earlier.token)).toBeNull();
    expect(await readLink(db, link.token)).toEqual({ purpose: 'set_password', name: 'Mara', email: person.email });
    expect(await redeemLink(db, { token: link.token, password: PASSWORD })).toEqual({ email: person.email });
    await expect(redeemLink(db, { token: link.token, password: PASSWORD })).rejects.toMatchObject({ code: 'link_used' });
    expect(await loadSubject(db, person.userId, 0)).toBeNull();
    expect(await signIn(db, { email: person.email, password: PASSWORD, address: null })).toMatchObject({
      userId: person.userId,
      sessionEpoch: 1,
    });

    const kept = await db.pool.query<{ text: string }>(
      `select (select string_agg(l::text, ' ') from one_time_link l) || (select string_agg(u::text, ' ') from app_user u) || (select string_agg(a::text, ' ') from audit_event a) as text`,
    );
    expect(kept.rows[0]?.text).not.toContain(link.token);
    expect(kept.rows[0]?.text).not.toContain(PASSWORD);
    expect((await trailOf(db)).map((event) => event.kind)).toContain('password_set');
  });

  it('is of no use once it has run out or the person is disabled', async () => {
    const { db } = database;
    const admin = actorOf(await addPerson(db, ['admin']), 'admin');
    const person = await addPerson(db, ['tester']);
    const expired = await createLink(db, admin, { userId: person.userId });
    await db.pool.query(`update one_time_link set expires_at = now() - interval '1 second' where user_id = $1`, [person.userId]);
    await expect(redeemLink(db, { token: expired.token, password: PASSWORD })).rejects.toMatchObject({ code: 'link_used' });

    const link = await createLink(db, admin, { userId: person.userId });
    await disableUser(db, admin, { userId: person.userId, takeovers: [] });
    expect(await readLink(db, link.token)).toBeNull();
    await expect(redeemLink(db, { token: link.token, password: PASSWORD })).rejects.toMatchObject({ code: 'link_used' });
    await expect(createLink(db, admin, { userId: person.userId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
