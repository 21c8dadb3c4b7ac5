import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makePerson, makeScenario } from '../../../test/support/scenario';
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
  const delegate = await makePerson(test.db, 'report_owner', 'Dele Gate');
  const { name: reportName } = await test.db.prisma.report.findUniqueOrThrow({ where: { id: reportId } });
  const until = inDays(7);
  const lent = { role: 'report_owner', toId: delegate.id, until } as const;
  const one = await delegateRole(test.db, owner.subject, { ...lent, reportId, reason: 'Away' });
  const given = {
    id: one.id,
    role: 'report_owner',
    reportName,
    from: { id: owner.id, name: 'Rosa Owner' },
    to: { id: delegate.id, name: 'Dele Gate' },
    lastDay: until,
    reason: 'Away',
    state: 'in_force',
  };
  expect(await readDelegations(test.db, owner.subject)).toMatchObject({ given: [given], received: [] });
  expect(await readDelegations(test.db, delegate.subject)).toMatchObject({ given: [], received: [given] });

  await endDelegation(test.db, owner.subject, { delegationId: one.id });
  const every = await delegateRole(test.db, owner.subject, { ...lent, reportId: null, reason: 'Away again' });
  expect((await readDelegations(test.db, delegate.subject)).received).toEqual([
    { ...given, id: every.id, reportName: null, reason: 'Away again' },
    { ...given, state: 'ended' },
  ]);
});

it('a role can be lent for the open reports that one holds it for, to everybody else who holds it', async () => {
  const { owner, tester, reportId } = await makeScenario(test.db);
  const other = await makeScenario(test.db);
  const left = await makePerson(test.db, 'report_owner', 'Lea Left');
  await test.db.prisma.user.update({ where: { id: left.id }, data: { disabledAt: new Date() } });
  const [lendable, ...more] = (await readDelegations(test.db, owner.subject)).lendable;
  expect(more).toEqual([]);
  expect(lendable?.role).toBe('report_owner');
  expect(lendable?.reports.map(({ id }) => id)).toEqual([reportId]);
  const people = lendable?.people.map(({ id }) => id) ?? [];
  expect(people).toContain(other.owner.id);
  for (const { id } of [owner, tester, left]) expect(people).not.toContain(id);
});
