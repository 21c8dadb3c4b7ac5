import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeScenario } from '../../../test/support/world/scenario';
import { readReportTitles } from './report-titles.queries';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('titles of reports name report and cycle, and leave out what is no report', async () => {
  const { cycleReportId, reportId, cycleId } = await makeScenario(database.db);
  const [report, cycle] = await Promise.all([
    database.db.prisma.report.findUniqueOrThrow({ where: { id: reportId } }),
    database.db.prisma.testCycle.findUniqueOrThrow({ where: { id: cycleId } }),
  ]);
  const titles = await readReportTitles(database.db.pool, [cycleReportId, 'no id', '00000000-0000-4000-8000-000000000000']);
  expect([...titles.keys()]).toEqual([cycleReportId]);
  for (const name of [report.name, cycle.name]) expect(titles.get(cycleReportId)).toContain(name);
});
