import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowVersion } from '#contract/workflow-versions';
import type { CycleReportType } from '#domain/version/workflow-types';
import { trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { answerOf, makeScenario, type Scenario, trackedStep } from '../../../test/support/world/scenario';
import { insertCommand } from '../chain/command.commands';
import { defaultVersionAt, defaultVersionInForce } from '../chain/default-version.queries';
import { processNextReportCommand } from '../chain/process-command.transitions';
import { readProcess } from '../report/process.queries';
import { keepStartInput } from '../report/start-input.commands';
import { saveDefaultVersion } from './default-version.commands';
import { readDefaultVersion } from './default-version.queries';

let database: TestDatabase;
let scenario: Scenario;
beforeAll(async () => {
  database = await testDatabase();
  scenario = await makeScenario(database.db, { started: false });
});
afterAll(() => database.drop());

const save = (workflowType: CycleReportType, validFrom: string | null = null) =>
  saveDefaultVersion(database.db, scenario.admin.actor, { workflowType, validFrom, reason: 'As we work' });

describe('the version that reports start by', () => {
  it('is that of the release until an admin chooses one, which a report that has not begun shows', async () => {
    const { db } = database;
    expect(await readDefaultVersion(db.pool)).toMatchObject({ number: 0, version: { number: '2.0.0' }, planned: [], earlier: [] });
    expect((await readProcess(db.pool, scenario.cycleReportId)).version.number).toBe('2.0.0');
    const { number } = await save('cycleReport_1_2_0');
    expect((await trailOf(db)).at(-1)).toMatchObject({
      kind: 'default_version_saved',
      subject: `1.2.0, choice ${number}`,
      changes: [
        { field: 'version of the process', from: '2.0.0', to: '1.2.0' },
        { field: 'reason', from: null, to: 'As we work' },
      ],
    });
    expect(await defaultVersionInForce(db.pool)).toBe('cycleReport_1_2_0');
    expect(await readProcess(db.pool, scenario.cycleReportId)).toMatchObject({
      version: { number: '1.2.0' },
      startsBy: 'cycleReport_1_2_0',
    });
    expect(await readDefaultVersion(db.pool)).toMatchObject({ number, by: scenario.admin.name, earlier: [{ number: 0 }] });
  });

  it('is planned for a day that is to come, and refused for one that has passed', async () => {
    const { pool } = database.db;
    const present = await defaultVersionInForce(pool);
    const planned = await save('cycleReport_1_0_0', '2999-01-01');
    expect(await defaultVersionInForce(pool)).toBe(present);
    expect(await defaultVersionAt(pool, new Date('2999-01-02'))).toBe('cycleReport_1_0_0');
    expect((await readDefaultVersion(pool)).planned).toMatchObject([
      { number: planned.number, version: workflowVersion('cycleReport_1_0_0') },
    ]);
    await expect(save('cycleReport_1_0_0', '2020-01-01')).rejects.toMatchObject({ code: 'invalid_input' });
    const numbers = await Promise.all([1, 2, 3].map(async () => (await save(present)).number));
    expect(new Set(numbers).size).toBe(3);
  });

  it('holds for a start from when that was asked for, whatever is chosen before it is carried out', async () => {
    const { db } = database;
    await save('cycleReport_1_1_0');
    const report = await makeScenario(db, { started: false });
    await keepStartInput(db, report.cycleReportId, 'cycleReport_1_1_0', {
      cycleReportId: report.cycleReportId,
      title: 'Asked for before',
      plan: { nodes: [], notInPlan: [] },
      searchAttributes: 'off',
    });
    const commandId = randomUUID();
    await insertCommand(db, report.executive.actor, { commandId, kind: 'start_report', targetId: report.cycleReportId });
    await save('cycleReport_2_0_0');
    await processNextReportCommand(db, report.cycleReportId, { step: await trackedStep(db) });
    expect(await answerOf(db, commandId)).toMatchObject({ outcome: 'applied' });
    const begun = (await trailOf(db, `cycle-report/${report.cycleReportId}`)).findLast(({ kind }) => kind === 'report_started');
    expect(begun?.changes ?? []).toEqual([]);
    expect((await readProcess(db.pool, report.cycleReportId)).version.number).toBe('1.1.0');
  });

  it('is chosen for good: no choice is changed or removed', async () => {
    await expect(database.db.pool.query('update default_workflow set workflow_type = workflow_type')).rejects.toThrow('permission denied');
  });
});
