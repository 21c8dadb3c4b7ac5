import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { allPages, TriedRuns } from '../../../test/support/tried-runs';
import { readActivityFigures, readAttempts } from './attempts.queries';
import { endStep } from './tracking.transitions';

const tried = TriedRuns.ofThisFile();

it('every number of the durations opens exactly the attempts that it counts', async () => {
  const runId = randomUUID();
  await tried.finished(runId, 'createVersion', 4, 2);
  const activityId = randomUUID();
  await endStep(tried.db, await tried.begin(runId, 'createVersion', { activityId }), 'failed', 'of ours');
  await tried.begin(runId, 'createVersion', { activityId, attempt: 2 });
  await tried.begin(runId, 'createVersion', { activityId, attempt: 3 });
  await tried.finished(runId, 'openChain', 1, 1);
  const { pool } = tried.db;
  const { rows } = await readActivityFigures(pool, tried.chain.scenario.executive, { days: 7, phase: 'scoping' });
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
      const asked = { activity, days: 7, phase: 'scoping', outcome, limit: 2 } as const;
      const pages = await allPages((from) => readAttempts(pool, tried.chain.scenario.executive, { ...asked, ...from }));
      expect(pages.map(({ total }) => total)).toEqual(pages.map(() => n));
      const found = pages.flatMap((page) => page.rows);
      expect(new Set(found.map(({ stepId, attempt }) => `${stepId} ${attempt}`)).size).toBe(n);
    }
  }
  expect((await readActivityFigures(pool, tried.chain.scenario.executive, { days: 7, phase: 'planning' })).rows).toEqual([]);
});
