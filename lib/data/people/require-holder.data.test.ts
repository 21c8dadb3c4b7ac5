import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeScenario, type Scenario, sendReport } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { assignTester } from '../report/cycles.commands';
import { inTransaction } from '../sql/connection';
import { requireHolder } from './require-holder';

const HOUR_MS = 3_600_000;

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function testerUntil(until: Date): Promise<Person> {
  const person = await new World(test.db).person('Temporary Tester', 'tester');
  await test.db.pool.query('update role_assignment set until = $2 where user_id = $1', [person.userId, until]);
  return person;
}

/** How both doors answer to naming somebody the tester: before the start a write of its own, afterwards a command to the workflow. */
async function assign(scenario: Scenario, started: boolean, tester: Person): Promise<string> {
  if (started) {
    const answer = await sendReport(scenario, scenario.executive, 'change_assignment', { payload: { testerId: tester.userId } });
    return answer.code ?? answer.outcome;
  }
  return assignTester(test.db, scenario.executive.actor, { cycleReportId: scenario.cycleReportId, testerId: tester.userId }).then(
    () => 'applied',
    (error: { code: string }) => error.code,
  );
}

describe('a person named in a role', () => {
  it.each([false, true])('holds it now, whether the report has started (%s) or not', async (started) => {
    const scenario = await makeScenario(test.db, { started });
    expect(await assign(scenario, started, await testerUntil(new Date(Date.now() - HOUR_MS)))).toBe('invalid_input');
    const inForce = await testerUntil(new Date(Date.now() + HOUR_MS));
    expect(await assign(scenario, started, inForce)).toBe('applied');
    const report = await test.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: scenario.cycleReportId } });
    expect(report.testerId).toBe(inForce.userId);
  });

  it('is active, holds that very role, and is somebody', async () => {
    const { owner } = await makeScenario(test.db);
    const disabled = await new World(test.db).person('Dis Abled', 'tester');
    await test.db.pool.query('update app_user set disabled_at = now() where id = $1', [disabled.userId]);
    const holder = (userId: string) => inTransaction(test.db, (sql) => requireHolder(sql, userId, 'tester'));
    for (const id of [owner.userId, disabled.userId, 'nobody'])
      await expect(holder(id)).rejects.toMatchObject({ code: 'invalid_input', detail: 'That person does not hold the role Tester.' });
    const tester = await new World(test.db).person('Tess Ter', 'tester');
    expect(await holder(tester.userId)).toBe('Tess Ter');
  });
});
