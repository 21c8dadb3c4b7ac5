import { afterAll, beforeAll, expect, it } from 'vitest';
import { confirmAsSecondPerson } from '../../../cli/play/second-person';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { World } from '../../../test/support/world/world';
import { createUser } from '../administration/users.commands';
import { saveReport } from '../report/reports.commands';
import { readStandingRights } from './standing-rights.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('changes of rights are told of one report or of some people, and whoever confirms those leaves all others waiting', async () => {
  const { admin, executive, owner } = await new World(test.db).cast();
  const [first, second] = await Promise.all(
    ['First Register', 'Second Register'].map((name) =>
      saveReport(test.db, admin.actor, { name, regulator: '', description: '', ownerId: owner.userId }),
    ),
  );
  const newcomer = await createUser(test.db, admin.actor, {
    name: 'Nova Newcomer',
    email: 'nova@bank.example',
    roles: [{ role: 'tester' }],
  });
  if (!first || !second) expect.unreachable();
  const waiting = async (about: Parameters<typeof readStandingRights>[2]): Promise<string[]> =>
    (await readStandingRights(test.db.pool, executive, about)).map(({ reportName, person }) => reportName ?? person ?? '').sort();
  expect(await waiting(null)).toEqual(['First Register', 'Nova Newcomer', 'Second Register']);
  expect(await waiting({ reportId: first.id })).toEqual(['First Register']);
  expect(await waiting({ people: [newcomer.id] })).toEqual(['Nova Newcomer']);
  expect(await waiting({ people: [] })).toEqual([]);

  await confirmAsSecondPerson(test.db, executive, { reportId: first.id });
  expect(await waiting(null)).toEqual(['Nova Newcomer', 'Second Register']);
  await confirmAsSecondPerson(test.db, executive, { people: [newcomer.id] });
  expect(await waiting(null)).toEqual(['Second Register']);
});
