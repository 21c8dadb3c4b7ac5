import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeScenario } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { delegateRole, endDelegation } from './delegations.commands';
import { readDelegations } from './delegations.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

it('both sides see what is lent, until when and why, and that it has ended', async () => {
  const { owner, reportId } = await makeScenario(test.db);
  const delegate = await new World(test.db).person('Dele Gate', 'report_owner');
  const { name: reportName } = await test.db.prisma.report.findUniqueOrThrow({ where: { id: reportId } });
  const until = inDays(7);
  const lent = { role: 'report_owner', toId: delegate.userId, until } as const;
  const one = await delegateRole(test.db, owner, { ...lent, reportId, reason: 'Away' });
  const given = {
    id: one.id,
    role: 'report_owner',
    reportName,
    from: { id: owner.userId, name: 'Rosa Owner' },
    to: { id: delegate.userId, name: 'Dele Gate' },
    firstDay: null,
    lastDay: until,
    reason: 'Away',
    state: 'in_force',
  };
  expect(await readDelegations(test.db, owner)).toMatchObject({ given: [given], received: [] });
  expect(await readDelegations(test.db, delegate)).toMatchObject({ given: [], received: [given] });

  await endDelegation(test.db, owner, { delegationId: one.id });
  const every = await delegateRole(test.db, owner, { ...lent, reportId: null, reason: 'Away again' });
  expect((await readDelegations(test.db, delegate)).received).toEqual([
    { ...given, id: every.id, reportName: null, reason: 'Away again' },
    { ...given, state: 'ended' },
  ]);
});

it('a role can be lent for the open reports that one holds it for, to everybody else who holds it', async () => {
  const { owner, tester, reportId } = await makeScenario(test.db);
  const other = await makeScenario(test.db);
  const left = await new World(test.db).person('Lea Left', 'report_owner');
  await test.db.prisma.user.update({ where: { id: left.userId }, data: { disabledAt: new Date() } });
  const [lendable, ...more] = (await readDelegations(test.db, owner)).lendable;
  expect(more).toEqual([]);
  expect(lendable?.role).toBe('report_owner');
  expect(lendable?.reports.map(({ id }) => id)).toEqual([reportId]);
  const people = lendable?.people.map(({ id }) => id) ?? [];
  expect(people).toContain(other.owner.userId);
  for (const { userId: id } of [owner, tester, left]) expect(people).not.toContain(id);
});
