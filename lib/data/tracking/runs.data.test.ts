import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ATTEMPT_LIMIT_SECONDS, OTHER_LIMITS } from '#contract/attempt-limits';
import type { AttemptRow, RunLine } from '#contract/views/tracking-views';
import { isSlow, type Trouble } from '#domain/tracking/step-health';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type Tried, triedStep } from '../../../test/support/tried-step';
import { type ChainHandle, decide, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { inTransaction } from '../sql/connection';
import { readActivityFigures, readAttempts } from './attempts.queries';
import { listDifferences } from './reconcile.transitions';
import { readRun } from './run.queries';
import { readRuns } from './runs.queries';
import { recordTransition } from './tracked-steps';
import { beginStep, closeExecution, endStep, runningExecutions, type StepAttempt } from './tracking.transitions';
import { readTroubledRuns } from './troubles.queries';

let test: TestDatabase;
let chain: ChainHandle;
let other: ChainHandle;
let workflowId: string;
beforeAll(async () => {
  test = await testDatabase();
  chain = await makeChain(await makeScenario(test.db), 'scoping');
  other = await makeChain(await makeScenario(test.db), 'scoping');
  const { rows } = await test.db.pool.query<{ workflowId: string }>('select workflow_id as "workflowId" from chain where id = $1', [
    chain.chainId,
  ]);
  workflowId = rows[0]?.workflowId ?? expect.unreachable();
});
afterAll(() => test.drop());
beforeEach(async () => {
  // What earlier tests tried lies outside of every window.
  await test.db.pool.query(
    `update workflow_step_attempts set started_at = started_at - interval '400 days', ended_at = ended_at - interval '400 days'`,
  );
  for (const { id } of await runningExecutions(test.db)) await closeExecution(test.db, id, 'completed', null);
});

const executive = () => chain.scenario.executive;
const runs = (request: Partial<Parameters<typeof readRuns>[2]> = {}) =>
  readRuns(test.db.pool, executive(), { show: 'running', ...request });
const run = (id: string, more: { after?: string; limit?: number } = {}) =>
  readRun(test.db.pool, executive(), { id, temporal: null, ...more });

const begin = (runId: string, activityName: string, more: Partial<Tried> = {}) =>
  triedStep(test.db, { workflowId, runId, activityName, ...more });

/** So many finished attempts that took so long each. */
async function finished(runId: string, activityName: string, count: number, seconds: number): Promise<void> {
  for (let n = 0; n < count; n++) await endStep(test.db, await begin(runId, activityName, { secondsAgo: seconds }), 'completed', null);
}

const troublesOf = async (executionId: string): Promise<readonly Trouble[]> =>
  (await runs()).rows.find(({ id }) => id === executionId)?.troubles ?? expect.unreachable();

describe('the list of runs', () => {
  it('names the report and the workflow, the last step and whom it waits for', async () => {
    const { versionId } = await makeDraft(chain, [put('A', { code: 'A' })]);
    await submit(chain, versionId);
    const { executionId } = await begin(randomUUID(), 'createVersion');
    const page = await runs();
    expect(page.rows).toEqual([
      expect.objectContaining({
        id: executionId,
        cycleReportId: chain.scenario.cycleReportId,
        phase: 'scoping',
        lane: null,
        status: 'running',
        closedAt: null,
        troubles: [],
        last: expect.objectContaining({ kind: 'activity', name: 'createVersion', attempt: 1, status: 'running' }) as object,
        waitsFor: expect.objectContaining({ people: [chain.scenario.owner.name] }) as object,
      }),
    ]);
    expect(page.counts).toEqual({ running: 1, slow: 0, failing: 0, stuck: 0 });
    await decide(chain, chain.scenario.owner, versionId, 'approve');
    expect((await runs()).rows[0]?.waitsFor).toBeNull();
  });

  it('is of the reports that somebody may see, and exists for those who look after workflows alone', async () => {
    const { executionId } = await begin(randomUUID(), 'openChain');
    const scoped = { ...executive(), roles: [{ role: 'test_executive' as const, reportId: other.scenario.reportId }] };
    expect((await readRuns(test.db.pool, scoped, { show: 'running' })).rows).toEqual([]);
    await expect(readRun(test.db.pool, scoped, { id: executionId, temporal: null })).rejects.toMatchObject({ code: 'not_found' });
    expect((await readActivityFigures(test.db.pool, scoped, { days: 1 })).rows).toEqual([]);
    for (const person of [chain.scenario.tester, chain.scenario.owner]) {
      await expect(readRuns(test.db.pool, person, { show: 'running' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(readRun(test.db.pool, person, { id: executionId, temporal: null })).rejects.toMatchObject({ code: 'not_found' });
      await expect(readActivityFigures(test.db.pool, person, { days: 1 })).rejects.toMatchObject({ code: 'not_found' });
      await expect(readAttempts(test.db.pool, person, { activity: 'openChain', days: 1 })).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(run('x')).rejects.toMatchObject({ code: 'not_found' });
    await expect(run(randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is narrowed by report, phase and words, and goes on page by page', async () => {
    for (let n = 0; n < 5; n++) await begin(randomUUID(), 'openChain');
    const { reportName } = (await runs()).rows[0] ?? expect.unreachable();
    const counted = async (request: Parameters<typeof runs>[0]) => (await runs(request)).rows.length;
    expect(await counted({ phase: 'scoping', report: chain.scenario.cycleReportId, find: reportName.toUpperCase() })).toBe(5);
    expect(await counted({ phase: 'planning' })).toBe(0);
    expect(await counted({ report: other.scenario.cycleReportId })).toBe(0);
    expect(await counted({ find: 'no such report' })).toBe(0);
    const seen: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await runs({ limit: 2, ...(after === undefined ? {} : { after }) });
      seen.push(...page.rows.map(({ id }) => id));
      expect(page.counts === null).toBe(after !== undefined);
      more = page.next !== null;
      after = page.next ?? undefined;
    }
    expect(seen).toEqual((await runs()).rows.map(({ id }) => id));
  });
});

describe('something is wrong', () => {
  it.each([
    ['openChain', 0, 0, 31],
    ['openChain', 0, 0, 29],
    ['createVersion', 0, 0, 600],
    ['createVersion', 0, 0, 1_801],
    ['openChain', 19, 1, 29],
    ['openChain', 20, 1, 29],
    ['openChain', 20, 1, 9],
    ['createVersion', 20, 600, 1_790],
    ['createVersion', 20, 600, 1_810],
  ])('with %s after %d attempts of %d s that runs for %d s exactly where the rule says so', async (activity, n, took, runsFor) => {
    const runId = randomUUID();
    await finished(runId, activity, n, took);
    const { executionId } = await begin(runId, activity, { secondsAgo: runsFor });
    const expected = isSlow(runsFor, OTHER_LIMITS[activity] ?? ATTEMPT_LIMIT_SECONDS.untilDone, n === 0 ? null : { n, p95: took })
      ? ['slow']
      : [];
    expect(await troublesOf(executionId)).toEqual(expected);
    expect((await runs({ show: 'slow' })).rows.map(({ id }) => id)).toEqual(expected.length === 0 ? [] : [executionId]);
    const [step] = (await run(executionId)).lines.filter((line) => line.line === 'step' && line.status === 'running');
    expect(step).toMatchObject({ slow: expected.length > 0 });
  });

  it('where a step is tried for the fourth time, until the run goes on', async () => {
    const [runId, activityId] = [randomUUID(), randomUUID()];
    let last: StepAttempt | null = null;
    for (const attempt of [1, 2, 3]) {
      last = await begin(runId, 'openChain', { attempt, activityId });
      await endStep(test.db, last, 'failed', 'connect ECONNREFUSED 127.0.0.1:5432');
    }
    const executionId = last?.executionId ?? expect.unreachable();
    expect(await troublesOf(executionId)).toEqual([]);
    await begin(runId, 'openChain', { attempt: 4, activityId });
    expect(await troublesOf(executionId)).toEqual(['failing']);
    expect((await runs({ show: 'troubled' })).counts).toMatchObject({ failing: 1, slow: 0 });
    expect(await readTroubledRuns(test.db)).toEqual([
      {
        trouble: 'failing',
        workflowId,
        reportName: expect.stringContaining('HMDA LAR') as string,
        chain: { phase: 'scoping', instance: '' },
        lane: null,
        activity: 'openChain',
        attempt: 4,
        since: expect.any(Date) as Date,
        reason: 'service_away',
      },
    ]);
    await begin(runId, 'openChain');
    expect(await troublesOf(executionId)).toEqual([]);
  });

  it('where the reconciler found that the workflow does not get on', async () => {
    const { executionId } = await begin(randomUUID(), 'openChain');
    const stuck = { key: `stuck/${workflowId}`, kind: 'stuck' as const, subject: 's', detail: 'd', remedy: 'r', repaired: false };
    await listDifferences(test.db, [stuck]);
    expect(await troublesOf(executionId)).toEqual(['stuck']);
    await listDifferences(test.db, []);
    expect(await troublesOf(executionId)).toEqual([]);
  });
});

describe('a run', () => {
  it('tells every attempt with its reason, and whom it waited for', async () => {
    const [runId, activityId] = [randomUUID(), randomUUID()];
    const failed = await begin(runId, 'openChain', { activityId });
    await endStep(test.db, failed, 'failed', 'connect ECONNREFUSED 127.0.0.1:5432');
    await begin(runId, 'openChain', { activityId, attempt: 2 });
    await endStep(test.db, await begin(runId, 'openChain', { activityId, attempt: 3 }), 'completed', null);
    const view = await run(failed.executionId);
    const [step] = view.lines.filter((line) => line.line === 'step');
    expect(step).toMatchObject({ name: 'openChain', status: 'completed', attempt: 3, reason: null });
    expect(step?.line === 'step' ? step.attempts.map(({ attempt, status, reason }) => [attempt, status, reason]) : null).toEqual([
      [1, 'failed', 'service_away'],
      [2, 'lost', 'worker_lost'],
      [3, 'completed', null],
    ]);
    expect(JSON.stringify(view)).not.toContain('ECONNREFUSED');
  });

  it('shows waits of its chain as far as they touch its time, and its steps page by page', async () => {
    const { versionId } = await makeDraft(other, [put('A', { code: 'A' })]);
    await submit(other, versionId);
    const runId = randomUUID();
    const { rows } = await test.db.pool.query<{ workflowId: string }>('select workflow_id as "workflowId" from chain where id = $1', [
      other.chainId,
    ]);
    const begun = await beginStep(test.db, {
      workflowId: rows[0]?.workflowId ?? '',
      runId,
      workflowType: 'phase',
      activityId: '1',
      activityName: 'openChain',
      attempt: 1,
    });
    const waits = (lines: readonly RunLine[]) => lines.flatMap((line) => (line.line === 'wait' ? [[line.people, line.endedAt]] : []));
    expect(waits((await run(begun.executionId)).lines)).toEqual([[[other.scenario.owner.name], null]]);
    await decide(other, other.scenario.owner, versionId, 'approve');
    for (let n = 0; n < 5; n++)
      await beginStep(test.db, {
        workflowId: rows[0]?.workflowId ?? '',
        runId,
        workflowType: 'phase',
        activityId: `more ${n}`,
        activityName: 'openChain',
        attempt: 1,
      });
    const whole = (await run(begun.executionId)).lines;
    expect(waits(whole)).toEqual([[[other.scenario.owner.name], expect.any(String) as string]]);
    expect(whole.length).toBe(7);
    const paged: RunLine[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await run(begun.executionId, { limit: 3, ...(after === undefined ? {} : { after }) });
      paged.push(...page.lines);
      more = page.next !== null;
      after = page.next ?? undefined;
    }
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
  });

  it('is numbered among the runs of its workflow, and leads to those beside it', async () => {
    const first = await begin(randomUUID(), 'openChain');
    const told = { kind: 'sequential', from: 'start', to: 'scoping' } as const;
    await inTransaction(test.db, (sql) => recordTransition(sql, { ...first, activityName: 'openChain' }, told));
    await closeExecution(test.db, first.executionId, 'continued_as_new', null);
    const second = await begin(randomUUID(), 'openChain');
    const [one, two] = [await run(first.executionId), await run(second.executionId)];
    expect([one.after, two.before, two.after]).toEqual([second.executionId, first.executionId, null]);
    expect(one.transitions).toEqual([
      { kind: 'sequential', sentence: 'Scoping opened after the start.', at: expect.any(String) as string },
    ]);
    expect([one.number + 1, two.number]).toEqual([two.number, two.of]);
    expect(one).toMatchObject({ status: 'continued_as_new', processVersion: '2.0.0' });
    const pages = { baseUrl: 'http://temporal.example', namespace: 'default' };
    const linked = await readRun(test.db.pool, executive(), { id: first.executionId, temporal: pages });
    expect(linked.temporalUrl).toContain('http://temporal.example/namespaces/default/workflows/');
  });
});

it('every number of the durations opens exactly the attempts that it counts', async () => {
  const runId = randomUUID();
  await finished(runId, 'createVersion', 4, 2);
  const activityId = randomUUID();
  await endStep(test.db, await begin(runId, 'createVersion', { activityId }), 'failed', 'of ours');
  await begin(runId, 'createVersion', { activityId, attempt: 2 });
  await begin(runId, 'createVersion', { activityId, attempt: 3 });
  await finished(runId, 'openChain', 1, 1);
  const { pool } = test.db;
  const { rows } = await readActivityFigures(pool, executive(), { days: 7, phase: 'scoping' });
  expect(rows.map(({ activity, attempts, done, failed, lost }) => [activity, attempts, done, failed, lost])).toEqual([
    ['createVersion', 7, 4, 1, 1],
    ['openChain', 1, 1, 0, 0],
  ]);
  for (const { activity, attempts, done, failed, lost, p50, longest } of rows) {
    expect(p50).toBeLessThanOrEqual(longest ?? 0);
    for (const [outcome, n] of [
      [undefined, attempts],
      ['done', done],
      ['failed', failed],
      ['lost', lost],
    ] as const) {
      const found: AttemptRow[] = [];
      for (let after: string | undefined, more = true; more; ) {
        const page = await readAttempts(pool, executive(), {
          activity,
          days: 7,
          phase: 'scoping',
          outcome,
          limit: 2,
          ...(after === undefined ? {} : { after }),
        });
        expect(page.total).toBe(n);
        found.push(...page.rows);
        more = page.next !== null;
        after = page.next ?? undefined;
      }
      expect(new Set(found.map(({ stepId, attempt }) => `${stepId} ${attempt}`)).size).toBe(n);
    }
  }
  expect((await readActivityFigures(pool, executive(), { days: 7, phase: 'planning' })).rows).toEqual([]);
});
