import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { inTransaction } from '../sql/connection';
import { appendHistory, lastArchivedEvent } from './history.transitions';
import { recordStep } from './tracked-steps';
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

  for (const step of steps.slice(1)) await endStep(test.db, step, 'completed', null);
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

it('an activity that is tried again is the same step, begun again, and each of its attempts is kept', async () => {
  const first = attempt('test/retried', randomUUID());
  const failed = await beginStep(test.db, first);
  const { stepId } = failed;
  await endStep(test.db, failed, 'failed', 'the database was away');
  expect((await beginStep(test.db, { ...first, attempt: 2 })).stepId).toBe(stepId);
  expect(await test.db.prisma.workflowStep.findUniqueOrThrow({ where: { id: stepId } })).toMatchObject({
    status: 'running',
    attempt: 2,
    endedAt: null,
    error: null,
  });
  expect(await attemptsOf(stepId)).toEqual([
    [1, 'failed', 'the database was away', true],
    [2, 'running', null, false],
  ]);
});

it('an attempt whose worker fell silent is lost, and ends no step of the one after it', async () => {
  const first = attempt('test/silent', randomUUID());
  const silent = await beginStep(test.db, first);
  const second = await beginStep(test.db, { ...first, attempt: 2 });
  expect(await attemptsOf(silent.stepId)).toEqual([
    [1, 'lost', null, true],
    [2, 'running', null, false],
  ]);
  await endStep(test.db, silent, 'failed', 'too late');
  const step = () => test.db.prisma.workflowStep.findUniqueOrThrow({ where: { id: silent.stepId } });
  expect(await step()).toMatchObject({ status: 'running', attempt: 2, endedAt: null });
  await endStep(test.db, second, 'completed', null);
  expect(await step()).toMatchObject({ status: 'completed', attempt: 2, error: null });
  expect(await attemptsOf(silent.stepId)).toEqual([
    [1, 'failed', 'too late', true],
    [2, 'completed', null, true],
  ]);
});

it('two activities that begin a run at once write it once', async () => {
  const runId = randomUUID();
  const begun = await Promise.all(
    Array.from({ length: 8 }, (_, at) => beginStep(test.db, { ...attempt('test/at-once', runId), activityId: String(at) })),
  );
  expect(new Set(begun.map(({ executionId }) => executionId)).size).toBe(1);
  expect(new Set(begun.map(({ stepId }) => stepId)).size).toBe(8);
});

it('a phase outlives a run that goes on in a new one, and no other step does', async () => {
  const begun = await beginStep(test.db, attempt('test/continued', randomUUID()));
  const step = { ...begun, activityName: 'openChain' };
  await inTransaction(test.db, (sql) => recordStep(sql, step, { kind: 'phase', key: 'planning', name: 'Planning', status: 'running' }));
  await closeExecution(test.db, begun.executionId, 'continued_as_new', null);
  const kept = await test.db.prisma.workflowStep.findMany({ where: { executionId: begun.executionId }, orderBy: { kind: 'asc' } });
  expect(kept.map(({ kind, status }) => [kind, status])).toEqual([
    ['activity', 'cancelled'],
    ['phase', 'running'],
  ]);
  expect(await attemptsOf(begun.stepId)).toEqual([[1, 'lost', null, true]]);
});

async function attemptsOf(stepId: string): Promise<[number, string, string | null, boolean][]> {
  const rows = await test.db.prisma.workflowStepAttempt.findMany({ where: { stepId }, orderBy: { attempt: 'asc' } });
  return rows.map(({ attempt: number, status, error, endedAt }) => [number, status, error, endedAt !== null]);
}

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
