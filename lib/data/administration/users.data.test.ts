import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personToken } from '#domain/people/person-token';
import { actorOf, addPerson, trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { loadSubject } from '../people/subjects.queries';
import { disableUser } from './disable-user.commands';
import { createUser, enableUser, setRoles } from './users.commands';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('people', () => {
  it('adds a person with roles, and says so in the trail', async () => {
    const { db } = database;
    const admin = actorOf(await addPerson(db, ['admin'], 'Ada'), 'admin');
    const { id } = await createUser(db, admin, {
      name: 'Mara',
      email: 'mara@bank.example',
      roles: [{ role: 'tester' }, { role: 'report_owner' }],
    });
    const subject = await loadSubject(db, id, 0);
    expect(subject?.roles.map((held) => held.role)).toEqual(['tester', 'report_owner']);
    expect((await trailOf(db)).at(-1)).toEqual({
      kind: 'user_created',
      actor: 'Ada',
      role: 'admin',
      subject: personToken(id),
      changes: [{ field: 'roles', from: null, to: 'Tester, Report Owner' }],
    });
    await expect(createUser(db, admin, { name: 'Mara again', email: 'mara@bank.example', roles: [] })).rejects.toMatchObject({
      code: 'duplicate_name',
    });
  });

  it('refuses roles without the scope they need', async () => {
    const admin = actorOf(await addPerson(database.db, ['admin']), 'admin');
    for (const role of ['data_executive', 'report_executive', 'examiner'] as const) {
      const input = { name: 'X', email: `${role}@bank.example`, roles: [{ role }] };
      await expect(createUser(database.db, admin, input)).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });

  it('takes roles away at once, also those that have run out', async () => {
    const { db } = database;
    const admin = actorOf(await addPerson(db, ['admin']), 'admin');
    const person = await addPerson(db, ['tester']);
    await setRoles(db, admin, { userId: person.userId, roles: [{ role: 'report_owner', until: '2020-01-01' }] });
    expect((await loadSubject(db, person.userId, 0))?.roles).toEqual([]);
    expect((await trailOf(db)).at(-1)).toMatchObject({
      kind: 'roles_changed',
      changes: [{ field: 'roles', from: 'Tester', to: 'Report Owner until 2020-01-01' }],
    });
  });

  it('ends every session when somebody is disabled, and lets nobody old in when they are enabled again', async () => {
    const { db } = database;
    const admin = actorOf(await addPerson(db, ['admin']), 'admin');
    const person = await addPerson(db, ['tester']);
    expect(await loadSubject(db, person.userId, 0)).not.toBeNull();
    await disableUser(db, admin, { userId: person.userId, takeovers: [] });
    expect(await loadSubject(db, person.userId, 0)).toBeNull();
    await enableUser(db, admin, { userId: person.userId });
    expect(await loadSubject(db, person.userId, 0)).toBeNull();
    expect(await loadSubject(db, person.userId, 2)).not.toBeNull();
  });
});

describe('the last admin', () => {
  it('can neither be disabled nor lose the role, even when two admins are removed at once', async () => {
    const own = await testDatabase();
    try {
      const one = await addPerson(own.db, ['admin'], 'One');
      const two = await addPerson(own.db, ['admin'], 'Two');
      const outcomes = await Promise.allSettled([
        disableUser(own.db, actorOf(one, 'admin'), { userId: two.userId, takeovers: [] }),
        setRoles(own.db, actorOf(two, 'admin'), { userId: one.userId, roles: [] }),
      ]);
      expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
      const left = (await loadSubject(own.db, one.userId, 0))?.roles.length ? one : two;
      await expect(disableUser(own.db, actorOf(left, 'admin'), { userId: left.userId, takeovers: [] })).rejects.toMatchObject({
        code: 'not_permitted',
      });
    } finally {
      await own.drop();
    }
  });
});
