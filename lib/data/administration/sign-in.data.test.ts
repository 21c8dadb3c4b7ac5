import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { actorOf, addPerson, trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { disableUser } from './disable-user.commands';
import { createLink, redeemLink } from './links.commands';
import { signIn } from './sign-in.commands';

const PASSWORD = 'correct horse battery staple';

let database: TestDatabase;
let admin: ReturnType<typeof actorOf>;
beforeAll(async () => {
  database = await testDatabase();
  admin = actorOf(await addPerson(database.db, ['admin']), 'admin');
});
afterAll(() => database.drop());

async function personWithPassword(): Promise<Subject> {
  const person = await addPerson(database.db, ['tester'], 'Mara');
  await redeemLink(database.db, { token: (await createLink(database.db, admin, { userId: person.userId })).token, password: PASSWORD });
  return person;
}
const attempt = (email: string, password = PASSWORD, address: string | null = null) => signIn(database.db, { email, password, address });

describe('signing in', () => {
  it('takes the right password in any case of the address, and nothing else', async () => {
    const person = await personWithPassword();
    expect(await attempt(person.email.toUpperCase())).toMatchObject({ userId: person.userId });
    expect(await attempt(person.email, `${PASSWORD} `)).toBeNull();
    expect(await attempt('nobody@bank.example')).toBeNull();
    expect((await trailOf(database.db)).slice(-2)).toMatchObject([
      { kind: 'signed_in', actor: 'Mara', role: 'tester' },
      { kind: 'sign_in_refused' },
    ]);
    await disableUser(database.db, admin, { userId: person.userId, takeovers: [] });
    expect(await attempt(person.email)).toBeNull();
  });

  it('locks an account after five wrong attempts, sent at once too, and says for how long', async () => {
    const person = await personWithPassword();
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => attempt(person.email, 'wrong')));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(5);
    await expect(attempt(person.email)).rejects.toMatchObject({
      code: 'too_many_attempts',
      message: expect.stringContaining('You can try again in 15 minutes.') as string,
    });
    await database.db.pool.query('update rate_limit set expire = 1');
    expect(await attempt(person.email)).not.toBeNull();
  });

  it('forgets wrong attempts after a right one', async () => {
    const person = await personWithPassword();
    for (let round = 0; round < 2; round += 1) {
      for (let nth = 0; nth < 3; nth += 1) expect(await attempt(person.email, 'wrong')).toBeNull();
      expect(await attempt(person.email)).not.toBeNull();
    }
  });

  it('is no stranger’s to take away: a lock-out holds where the guesses came from, and the person goes on', async () => {
    const person = await personWithPassword();
    const [home, elsewhere, stranger] = ['198.51.100.1', '198.51.100.2', '203.0.113.99'];
    expect(await attempt(person.email, PASSWORD, home)).not.toBeNull();
    for (let nth = 0; nth < 5; nth += 1) expect(await attempt(person.email, 'wrong', stranger)).toBeNull();
    await expect(attempt(person.email, PASSWORD, stranger)).rejects.toMatchObject({ code: 'too_many_attempts' });
    expect(await attempt(person.email, PASSWORD, home)).not.toBeNull();
    expect(await attempt(person.email, PASSWORD, elsewhere)).not.toBeNull();
  });

  it('is no colleague’s to take away who sits at the same address: each further guess makes a wait, of a minute at most', async () => {
    const person = await personWithPassword();
    const office = '198.51.100.9';
    expect(await attempt(person.email, PASSWORD, office)).not.toBeNull();
    for (let nth = 0; nth < 6; nth += 1) expect(await attempt(person.email, 'wrong', office)).toBeNull();
    // The sixth has made the first wait, which a slow machine may sleep through; guesses during one do not make it longer.
    await database.db.pool.query(`update rate_limit set expire = $1 where key like 'wait:%'`, [Date.now() + 50_000]);
    for (let nth = 0; nth < 10; nth += 1)
      await expect(attempt(person.email, 'wrong', office)).rejects.toMatchObject({
        code: 'too_many_attempts',
        message: expect.stringMatching(/You can try again in \d+ seconds?\.$/) as string,
      });
    const { rows } = await database.db.pool.query<{ key: string }>(`select key from rate_limit where key like 'wait:%'`);
    expect(rows).toHaveLength(1);
    const waitOver = async () => await database.db.pool.query(`update rate_limit set expire = 1 where key like 'wait:%'`);
    await waitOver();
    expect(await attempt(person.email, 'wrong', office)).toBeNull();
    await expect(attempt(person.email, PASSWORD, office)).rejects.toMatchObject({
      message: expect.stringMatching(/You can try again in (1 minute|\d\d seconds)\.$/) as string,
    });
    await waitOver();
    expect(await attempt(person.email, PASSWORD, office)).not.toBeNull();
    for (let nth = 0; nth < 5; nth += 1) expect(await attempt(person.email, 'wrong', office)).toBeNull();
  });

  it('is slowed from addresses never signed in from once many guess at an account, and at none it is known at', async () => {
    const person = await personWithPassword();
    const home = '198.51.100.3';
    expect(await attempt(person.email, PASSWORD, home)).not.toBeNull();
    expect(await attempt(person.email, 'wrong', '203.0.113.1')).toBeNull();
    await database.db.pool.query(`update rate_limit set points = 50 where key like 'account:%'`);
    await expect(attempt(person.email, PASSWORD, '203.0.113.2')).rejects.toMatchObject({ code: 'too_many_attempts' });
    await database.db.pool.query(`update rate_limit set points = 50 where key = 'address:' || $1`, [home]);
    expect(await attempt(person.email, PASSWORD, home)).not.toBeNull();
  });

  it('locks a network address that tries many accounts, and shows no e-mail address in the table', async () => {
    expect(await attempt('guess1@bank.example', 'wrong', '203.0.113.7')).toBeNull();
    await database.db.pool.query(`update rate_limit set points = 49 where key = 'address:203.0.113.7'`);
    expect(await attempt('guess2@bank.example', 'wrong', '203.0.113.7')).toBeNull();
    await expect(attempt('guess3@bank.example', 'wrong', '203.0.113.7')).rejects.toMatchObject({ code: 'too_many_attempts' });
    expect(await attempt('guess3@bank.example', 'wrong', '203.0.113.8')).toBeNull();
    const { rows } = await database.db.pool.query<{ key: string }>('select key from rate_limit');
    expect(rows.some((row) => row.key.includes('@'))).toBe(false);
  });
});
