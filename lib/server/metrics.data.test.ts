import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { listDifferences } from '#data/tracking/reconcile.transitions';
import { beginStep, endStep } from '#data/tracking/tracking.transitions';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { makeScenario } from '../../test/support/world/scenario';
import { metricsText } from './metrics';

vi.mock('server-only', () => ({}));

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('tells counts of the installation as Prometheus reads them, and names no report and nobody', async () => {
  const { cycleReportId, tester, owner } = await makeScenario(test.db);
  const run = { workflowId: `cycle-report/${cycleReportId}`, runId: 'run', workflowType: 'cycleReport_2_0_0', attempt: 1 };
  const begin = (activityId: string) => beginStep(test.db, { ...run, activityId, activityName: 'reportPlan' });
  await endStep(test.db, await begin('1'), 'completed', null);
  await endStep(test.db, await begin('2'), 'failed', 'of ours');
  await listDifferences(test.db, [{ key: 'one', kind: 'mail', subject: 's', detail: 'd', remedy: 'r', repaired: false }]);
  const { text, type } = await metricsText(test);
  expect(type).toContain('text/plain');
  const lines = new Map(
    text
      .split('\n')
      .flatMap((line) =>
        line === '' || line.startsWith('#') ? [] : [[line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]],
      ) as [string, string][],
  );
  expect(lines.get('countersign_runs_running')).toBe('1');
  expect(lines.get('countersign_runs_troubled{trouble="stuck"}')).toBe('0');
  expect(lines.get('countersign_differences_open{attended="no"}')).toBe('1');
  expect(lines.get('countersign_activity_attempts_last_hour{activity="reportPlan",status="completed"}')).toBe('1');
  expect(lines.get('countersign_activity_attempts_last_hour{activity="reportPlan",status="failed"}')).toBe('1');
  expect(Number(lines.get('countersign_activity_seconds_last_hour{activity="reportPlan",quantile="0.95"}'))).toBeGreaterThanOrEqual(0);
  expect(lines.get('countersign_commands_waiting')).toBe('0');
  expect(Number(lines.get('countersign_web_process_resident_memory_bytes'))).toBeGreaterThan(0);
  for (const name of [cycleReportId, tester.name, owner.name, 'HMDA']) expect(text).not.toContain(name);
});
