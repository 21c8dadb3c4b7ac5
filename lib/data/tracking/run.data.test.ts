import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allPages, TriedRuns } from '../../../test/support/tried-runs';
import { decide, makeDraft, put, submit } from '../../../test/support/world/chain';
import { inTransaction } from '../sql/connection';
import { readRun } from './run.queries';
import { recordTransition } from './tracked-steps';
import { closeExecution, endStep } from './tracking.transitions';

const tried = TriedRuns.ofThisFile();

describe('a run', () => {
  it('tells every attempt with its reason, and whom it waited for', async () => {
    const [runId, activityId] = [randomUUID(), randomUUID()];
    const failed = await tried.begin(runId, 'openChain', { activityId });
    await endStep(tried.db, failed, 'failed', 'connect ECONNREFUSED 127.0.0.1:5432');
    await tried.begin(runId, 'openChain', { activityId, attempt: 2 });
    await endStep(tried.db, await tried.begin(runId, 'openChain', { activityId, attempt: 3 }), 'completed', null);
    const view = await tried.one(failed.executionId);
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
    const { owner } = tried.chain.scenario;
    const { versionId } = await makeDraft(tried.chain, [put('A', { code: 'A' })]);
    await submit(tried.chain, versionId);
    const runId = randomUUID();
    const { executionId } = await tried.begin(runId, 'openChain');
    const lines = async () => (await tried.one(executionId)).lines;
    const waits = async () => (await lines()).flatMap((line) => (line.line === 'wait' ? [[line.people, line.endedAt]] : []));
    expect(await waits()).toEqual([[[owner.name], null]]);
    await decide(tried.chain, owner, versionId, 'approve');
    for (let n = 0; n < 5; n++) await tried.begin(runId, 'openChain');
    expect(await waits()).toEqual([[[owner.name], expect.any(String) as string]]);
    expect(await lines()).toHaveLength(7);
    const pages = await allPages((from) => tried.one(executionId, { limit: 3, ...from }));
    expect(pages.flatMap((page) => page.lines)).toEqual(await lines());
  });

  it('is numbered among the runs of its workflow, and leads to those beside it', async () => {
    const first = await tried.begin(randomUUID(), 'openChain');
    const told = { kind: 'sequential', from: 'start', to: 'scoping' } as const;
    await inTransaction(tried.db, (sql) => recordTransition(sql, { ...first, activityName: 'openChain' }, told));
    await closeExecution(tried.db, first.executionId, 'continued_as_new', null);
    const second = await tried.begin(randomUUID(), 'openChain');
    const [one, two] = [await tried.one(first.executionId), await tried.one(second.executionId)];
    expect([one.after, two.before, two.after]).toEqual([second.executionId, first.executionId, null]);
    expect(one.transitions).toEqual([
      { kind: 'sequential', sentence: 'Scoping opened after the start.', at: expect.any(String) as string },
    ]);
    expect([one.number + 1, two.number]).toEqual([two.number, two.of]);
    expect(one).toMatchObject({ status: 'continued_as_new', processVersion: '2.0.0' });
    const pages = { baseUrl: 'http://temporal.example', namespace: 'default' };
    const linked = await readRun(tried.db.pool, tried.chain.scenario.executive, { id: first.executionId, temporal: pages });
    expect(linked.temporalUrl).toContain('http://temporal.example/namespaces/default/workflows/');
  });
});
