import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERASED_NAME, nameThen, SYSTEM_NAME } from '#domain/people/name-then';
import { personToken } from '#domain/people/person-token';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { propertyRuns } from '../../../test/support/property-runs';
import { type Person, World } from '../../../test/support/world/world';
import { nameThenSql } from '../sql/fragments';
import { cellsWithNames, peopleIn, readNames, withNames } from './people-names.queries';

let database: TestDatabase;
let person: Person;
beforeAll(async () => {
  database = await testDatabase();
  person = await new World(database.db).person('Today');
});
afterAll(() => database.drop());

/** What somebody was called from some days of 2020 on, put into the table as the trigger would. */
async function addNames(days: readonly number[]): Promise<{ since: Date; name: string }[]> {
  const names = days.map((day) => ({ since: new Date(Date.UTC(2020, 0, day)), name: `Name of ${day}` }));
  for (const { since, name } of names)
    await database.db.pool.query(
      `insert into person_name values ($1, $2, sha256(convert_to($3, 'UTF8')), $3::text, $3, $3) on conflict do nothing`,
      [person.userId, since, name],
    );
  return names;
}

describe('what somebody was called at an instant', () => {
  it('is the same in SQL, in texts read together, and by the rule', async () => {
    const days = [3, 10, 11, 200];
    await addNames(days);
    const { names } = await database.db.prisma.user.findUniqueOrThrow({
      where: { id: person.userId },
      include: { names: { orderBy: { since: 'asc' } } },
    });
    const read = await readNames(database.db.pool, [person.userId]);
    await fc.assert(
      fc.asyncProperty(fc.date({ min: new Date('2019-12-01'), max: new Date('2100-01-01'), noInvalidDate: true }), async (at) => {
        const { rows } = await database.db.pool.query<{ name: string }>(`select ${nameThenSql('$1::uuid', '$2::timestamptz')} as name`, [
          person.userId,
          at,
        ]);
        expect(rows).toEqual([{ name: nameThen(names, at) }]);
        expect(read.at(at)(`By ${personToken(person.userId)}.`)).toBe(`By ${nameThen(names, at)}.`);
      }),
      { ...propertyRuns(100), examples: [...days, 1, 2].map((day): [Date] => [new Date(Date.UTC(2020, 0, day))]) },
    );
    expect(nameThen(names, new Date(0))).toBe('Name of 3');
    expect(read.now(personToken(person.userId))).toBe('Today');
  });

  it('is the system’s where nobody did it, and nobody’s where the name is gone', async () => {
    const stranger = '00000000-0000-0000-0000-000000000000';
    const { rows } = await database.db.pool.query(
      `select ${nameThenSql('null::uuid', 'now()')} as system, ${nameThenSql('$1::uuid', 'now()')} as gone`,
      [stranger],
    );
    expect(rows).toEqual([{ system: SYSTEM_NAME, gone: ERASED_NAME }]);
    expect((await readNames(database.db.pool, [stranger])).now(`${personToken(stranger)} left`)).toBe('Erased person left');
  });
});

describe('a content that names people', () => {
  it('is read with their names, but for the source’s own values', async () => {
    const token = personToken(person.userId);
    const data = { turnedDownBy: token, origins: [{ by: token }], values: { NOTE: token }, count: 1, decision: null };
    expect(peopleIn(data)).toEqual([person.userId, person.userId]);
    const { now: name } = await readNames(database.db.pool, peopleIn(data));
    expect(withNames(data, name)).toEqual({ ...data, turnedDownBy: 'Today', origins: [{ by: 'Today' }] });
    const cell = { field: 'turnedDownBy', label: 'By', before: null, after: token, masked: false };
    expect(cellsWithNames([cell, { ...cell, field: 'values.NOTE' }], name).map(({ after }) => after)).toEqual(['Today', token]);
  });
});
