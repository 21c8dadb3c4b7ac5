import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { appendHistory, lastArchivedEvent } from './history.transitions';
import { beginStep, closeExecution, endStep, isTracked, runningExecutions } from './tracking.transitions';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const attempt = (workflowId: string, runId: string) => ({
  workflowId,
  runId,
  workflowType: 'phase',
  activityId: '1',
  activityName: 'openChain',
  attempt: 1,
});

it('runs are held for running, oldest first, from their first activity until they are closed with the steps they left open', async () => {
  const runs = ['first', 'second'].map((name) => ({ workflowId: `test/${name}`, runId: randomUUID() }));
  expect(await isTracked(test.db, 'test/first')).toBe(false);
  const steps: Awaited<ReturnType<typeof beginStep>>[] = [];
  for (const { workflowId, runId } of runs) steps.push(await beginStep(test.db, attempt(workflowId, runId)));
  expect(await isTracked(test.db, 'test/first')).toBe(true);
  expect(await runningExecutions(test.db)).toEqual(runs.map((run, at) => ({ ...run, id: steps[at]?.executionId })));

  await endStep(test.db, steps[1]?.stepId ?? '', 'completed', null);
  for (const step of steps) await closeExecution(test.db, step.executionId, 'terminated', new Date('2026-05-10T12:00:00Z'));
  expect(await runningExecutions(test.db)).toEqual([]);
  const kept = await test.db.prisma.workflowStep.findMany({
    where: { id: { in: steps.map(({ stepId }) => stepId) } },
    orderBy: { startedAt: 'asc' },
  });
  expect(kept.map(({ status, error }) => [status, error])).toEqual([
    ['cancelled', 'the run ended: terminated'],
    ['completed', null],
  ]);
});

it('an activity that is tried again is the same step, begun again', async () => {
  const first = attempt('test/retried', randomUUID());
  const { stepId } = await beginStep(test.db, first);
  await endStep(test.db, stepId, 'failed', 'the database was away');
  expect((await beginStep(test.db, { ...first, attempt: 2 })).stepId).toBe(stepId);
  expect(await test.db.prisma.workflowStep.findUniqueOrThrow({ where: { id: stepId } })).toMatchObject({
    status: 'running',
    attempt: 2,
    endedAt: null,
    error: null,
  });
});

it('the archive of a run says how far it reaches, and takes each event once', async () => {
  const run = { workflowId: 'test/archived', runId: randomUUID() };
  const events = [1, 2, 3].map((eventId) => ({ eventId, event: { n: eventId } }));
  expect(await lastArchivedEvent(test.db, run.workflowId, run.runId)).toBe(0);
  expect(await appendHistory(test.db, run, events.slice(0, 2))).toBe(2);
  expect(await lastArchivedEvent(test.db, run.workflowId, run.runId)).toBe(2);
  expect(await appendHistory(test.db, run, events)).toBe(1);
  expect(await appendHistory(test.db, run, events)).toBe(0);
  expect(await lastArchivedEvent(test.db, run.workflowId, run.runId)).toBe(3);
  expect(await lastArchivedEvent(test.db, run.workflowId, randomUUID())).toBe(0);
});
