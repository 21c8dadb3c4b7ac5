import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ATTEMPT_LIMIT_SECONDS, OTHER_LIMITS } from '#contract/attempt-limits';
import { isSlow, RETRIED_WITHIN_SECONDS, type Trouble } from '#domain/tracking/step-health';
import { TriedRuns } from '../../../test/support/tried-runs';
import { listDifferences } from './reconcile.transitions';
import { endStep } from './tracking.transitions';
import { readTroubledRuns } from './troubles.queries';

const tried = TriedRuns.ofThisFile();
const troublesOf = async (executionId: string): Promise<readonly Trouble[]> =>
  (await tried.list()).rows.find(({ id }) => id === executionId)?.troubles ?? expect.unreachable();

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
    await tried.finished(runId, activity, n, took);
    const { executionId } = await tried.begin(runId, activity, { secondsAgo: runsFor });
    const expected = isSlow(runsFor, OTHER_LIMITS[activity] ?? ATTEMPT_LIMIT_SECONDS.untilDone, n === 0 ? null : { n, p95: took })
      ? ['slow']
      : [];
    expect(await troublesOf(executionId)).toEqual(expected);
    expect((await tried.list({ show: 'slow' })).rows.map(({ id }) => id)).toEqual(expected.length === 0 ? [] : [executionId]);
    const [step] = (await tried.one(executionId)).lines.filter((line) => line.line === 'step' && line.status === 'running');
    expect(step).toMatchObject({ slow: expected.length > 0 });
  });

  const AWAY = 'connect ECONNREFUSED 127.0.0.1:5432';

  /** A run whose step was tried so many times in vain. */
  async function failedTimes(runId: string, activityName: string, times: number): Promise<{ executionId: string; activityId: string }> {
    const activityId = randomUUID();
    for (let attempt = 1; ; attempt++) {
      const step = await tried.begin(runId, activityName, { attempt, activityId });
      await endStep(tried.db, step, 'failed', AWAY);
      if (attempt === times) return { executionId: step.executionId, activityId };
    }
  }

  it('where a step is tried for the fourth time, whatever else goes on, until it is done', async () => {
    const runId = randomUUID();
    const { executionId, activityId } = await failedTimes(runId, 'runWork', 3);
    expect(await troublesOf(executionId)).toEqual([]);
    const fourth = await tried.begin(runId, 'runWork', { attempt: 4, activityId });
    await endStep(tried.db, await tried.begin(runId, 'processNextChainCommand'), 'completed', null);
    expect(await troublesOf(executionId)).toEqual(['failing']);
    expect((await tried.list({ show: 'troubled' })).counts).toMatchObject({ failing: 1, slow: 0 });
    expect(await readTroubledRuns(tried.db)).toEqual([
      {
        trouble: 'failing',
        workflowId: tried.workflowId,
        reportName: expect.stringContaining('HMDA LAR') as string,
        chain: { phase: 'scoping', instance: '' },
        lane: null,
        activity: 'runWork',
        attempt: 4,
        since: expect.any(Date) as Date,
        reason: 'service_away',
      },
    ]);
    await endStep(tried.db, fourth, 'completed', null);
    expect(await troublesOf(executionId)).toEqual([]);
  });

  it('also between two attempts, and no longer once none follows', async () => {
    const { executionId } = await failedTimes(randomUUID(), 'createVersion', 4);
    expect(await troublesOf(executionId)).toEqual(['failing']);
    const ago = `clock_timestamp() - interval '${RETRIED_WITHIN_SECONDS + 1} seconds'`;
    await tried.db.pool.query(`update workflow_steps set ended_at = ${ago} where execution_id = $1`, [executionId]);
    expect(await troublesOf(executionId)).toEqual([]);
  });

  it('names the work that is slow, and not what was done since', async () => {
    const runId = randomUUID();
    await tried.begin(runId, 'createVersion', { secondsAgo: 4_000 });
    await tried.begin(runId, 'listInstance', { secondsAgo: 3_900 });
    await endStep(tried.db, await tried.begin(runId, 'processNextChainCommand'), 'completed', null);
    expect((await readTroubledRuns(tried.db)).map(({ trouble, activity }) => [trouble, activity])).toEqual([['slow', 'createVersion']]);
  });

  it('where the reconciler found that the workflow does not get on', async () => {
    const { executionId } = await tried.begin(randomUUID(), 'openChain');
    const stuck = { key: `stuck/${tried.workflowId}`, kind: 'stuck' as const, subject: 's', detail: 'd', remedy: 'r', repaired: false };
    await listDifferences(tried.db, [stuck]);
    expect(await troublesOf(executionId)).toEqual(['stuck']);
    await listDifferences(tried.db, []);
    expect(await troublesOf(executionId)).toEqual([]);
  });
});
