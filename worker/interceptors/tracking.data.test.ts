import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noteIds } from '#dispatch/traced-work';
import { heardLog } from '../../test/support/heard-log';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { makeScenario } from '../../test/support/world/scenario';
import { trackingInterceptor } from './tracking';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('gives what an activity logs, and what is logged of its failure, the ids of its workflow, run, command and version', async () => {
  const { cycleReportId } = await makeScenario(test.db);
  const [runId, versionId, commandId] = [randomUUID(), randomUUID(), randomUUID()];
  const workflowExecution = { workflowId: `cycle-report/${cycleReportId}`, runId };
  const { log, lines } = heardLog();
  const info = { workflowExecution, workflowType: 'phase', activityId: '7', activityType: 'renderVersion', attempt: 2 };
  const failures: unknown[] = [];
  const logger = new DefaultLogger('WARN', ({ message, meta }) => failures.push({ message, meta }));
  const activity = new MockActivityEnvironment(info, { interceptors: [trackingInterceptor(test.db)], logger });
  const rendering = activity.run(
    async (_asked: { versionId: string; title: string }) => {
      log.info('rendering');
      noteIds({ commandId });
      log.info('rendered');
      throw new Error('of ours');
    },
    { versionId, title: 'HMDA LAR' },
  );
  await expect(rendering).rejects.toThrow('of ours');
  const ids = { ...workflowExecution, activityId: '7', versionId };
  expect(lines).toEqual([
    { ...ids, msg: 'rendering' },
    { ...ids, commandId, msg: 'rendered' },
  ]);
  expect(failures).toMatchObject([{ message: 'Activity failed', meta: { ...ids, commandId } }]);
});
