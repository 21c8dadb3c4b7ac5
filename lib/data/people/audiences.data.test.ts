import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { ownersChain } from '../../../test/support/world/lane';
import { makeScenario } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { endSession } from '../administration/end-session.commands';
import { mayHear, readAudiences, requireReportPart } from './access.queries';
import { loadSubject, loadSubjects } from './subjects.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('whoever may see a report or a part of it may hear of it, and nobody else', async () => {
  const { db } = test;
  const world = new World(db);
  const [first, second] = [await makeScenario(db), await makeScenario(db)];
  const [retail, cards] = await Promise.all(['Retail', 'Cards'].map((name) => db.prisma.lob.create({ data: { name } })));
  await ownersChain(first, 'Retail', ['A']);
  const people = [
    first.tester,
    first.owner,
    first.executive,
    first.admin,
    second.tester,
    second.owner,
    await world.person('Dana Data', { role: 'data_executive', lobId: retail?.id ?? null }),
    await world.person('Carl Cards', { role: 'data_executive', lobId: cards?.id ?? null }),
    await world.person('Olaf Owner', 'data_owner'),
    await world.person('Ezra Examiner', { role: 'examiner', cycleReportId: first.cycleReportId }),
    await world.person('Nobody Here'),
  ];
  const ids = [first.cycleReportId, second.cycleReportId];
  const audiences = await readAudiences(db.pool, [...ids, randomUUID()]);
  expect(audiences.map(({ cycleReportId }) => cycleReportId).sort()).toEqual([...ids].sort());
  for (const person of people)
    for (const audience of audiences) {
      const isLetIn = await requireReportPart(db.pool, person, audience.cycleReportId).then(
        () => true,
        () => false,
      );
      expect(mayHear(person, audience), `${person.name} of ${audience.cycleReportId === first.cycleReportId ? 'first' : 'second'}`).toBe(
        isLetIn,
      );
    }
  const heard = (nth: number) => audiences.map((audience) => mayHear(people[nth] ?? expect.unreachable(), audience));
  expect(heard(6).filter(Boolean)).toHaveLength(1);
  expect(heard(7).filter(Boolean)).toHaveLength(0);
});

it('many sessions are read as each would be alone', async () => {
  const { db } = test;
  const world = new World(db);
  const [here, gone, elsewhere] = [
    await world.person('Here', 'tester'),
    await world.person('Gone', 'tester'),
    await world.person('Moved', 'admin'),
  ];
  await db.pool.query('update app_user set disabled_at = now() where id = $1', [gone.userId]);
  await db.pool.query('update app_user set session_epoch = 3 where id = $1', [elsewhere.userId]);
  const ended = randomUUID();
  await endSession(db, ended);
  const sessions = [
    { userId: here.userId, sessionEpoch: 0, sessionId: randomUUID() },
    { userId: here.userId, sessionEpoch: 0, sessionId: ended },
    { userId: gone.userId, sessionEpoch: 0, sessionId: randomUUID() },
    { userId: elsewhere.userId, sessionEpoch: 0, sessionId: randomUUID() },
    { userId: elsewhere.userId, sessionEpoch: 3, sessionId: randomUUID() },
    { userId: here.userId, sessionEpoch: 0, sessionId: randomUUID() },
    { userId: randomUUID(), sessionEpoch: 0, sessionId: randomUUID() },
  ];
  const alone = await Promise.all(sessions.map((one) => loadSubject(db, one.userId, one.sessionEpoch, one.sessionId)));
  expect(alone.map((subject) => subject?.name ?? null)).toEqual(['Here', null, null, null, 'Moved', 'Here', null]);
  expect(await loadSubjects(db, sessions)).toEqual(alone);
  expect(await loadSubjects(db, [])).toEqual([]);
});
