import { afterAll, beforeAll, expect, it } from 'vitest';
import { ATTRIBUTE } from '../../../test/support/draft-items';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { draftOf } from '../../../test/support/sample-drafts';
import { readGates } from './phase-summary.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('a source counts as listed while it is active among the sources of the same report', async () => {
  const pde = (source: string) => ({ source, location: 'a.b.c', mapping: 'direct', transformation: '' });
  const pdes = ['Core', 'Retired', 'Elsewhere'].map(pde);
  const { chain, versionId } = await draftOf(test, 'planning', [['A', { ...ATTRIBUTE, pdes }]]);
  const other = await draftOf(test, 'planning', []);
  const { reportId, tester } = chain.scenario;
  await test.db.prisma.source.createMany({
    data: [
      { reportId, name: 'Core' },
      { reportId, name: 'Retired', active: false },
      { reportId: other.chain.scenario.reportId, name: 'Elsewhere' },
    ],
  });
  const blocked = async () => (await readGates(test.db, tester, { versionId })).gates.find(({ code }) => code === 'sources')?.blocked;
  expect(await blocked()).toBe('Not among this report’s sources: Elsewhere, Retired.');
  await test.db.prisma.source.update({ where: { reportId_name: { reportId, name: 'Retired' } }, data: { active: true } });
  await test.db.prisma.source.create({ data: { reportId, name: 'Elsewhere' } });
  expect(await blocked()).toBeNull();
});
