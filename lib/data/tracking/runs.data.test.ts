import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allPages, TriedRuns } from '../../../test/support/tried-runs';
import { decide, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { readActivityFigures, readAttempts } from './attempts.queries';
import { readRun } from './run.queries';
import { readRuns } from './runs.queries';

const tried = TriedRuns.ofThisFile();

describe('the list of runs', () => {
  it('names the report and the workflow, the last step and whom it waits for', async () => {
    const { versionId } = await makeDraft(tried.chain, [put('A', { code: 'A' })]);
    await submit(tried.chain, versionId);
    const { executionId } = await tried.begin(randomUUID(), 'createVersion');
    const page = await tried.list();
    expect(page.rows).toEqual([
      expect.objectContaining({
        id: executionId,
        cycleReportId: tried.chain.scenario.cycleReportId,
        phase: 'scoping',
        lane: null,
        status: 'running',
        closedAt: null,
        troubles: [],
        last: expect.objectContaining({ kind: 'activity', name: 'createVersion', attempt: 1, status: 'running' }) as object,
        waitsFor: expect.objectContaining({ people: [tried.chain.scenario.owner.name] }) as object,
      }),
    ]);
    expect(page.counts).toEqual({ running: 1, slow: 0, failing: 0, stuck: 0 });
    await decide(tried.chain, tried.chain.scenario.owner, versionId, 'approve');
    expect((await tried.list()).rows[0]?.waitsFor).toBeNull();
  });

  it('is of the reports that somebody may see, and exists for those who look after workflows alone', async () => {
    const { executionId } = await tried.begin(randomUUID(), 'openChain');
    const other = await makeScenario(tried.db);
    const scoped = { ...tried.chain.scenario.executive, roles: [{ role: 'test_executive' as const, reportId: other.reportId }] };
    expect((await readRuns(tried.db.pool, scoped, { show: 'running' })).rows).toEqual([]);
    await expect(readRun(tried.db.pool, scoped, { id: executionId, temporal: null })).rejects.toMatchObject({ code: 'not_found' });
    expect((await readActivityFigures(tried.db.pool, scoped, { days: 1 })).rows).toEqual([]);
    for (const person of [tried.chain.scenario.tester, tried.chain.scenario.owner]) {
      await expect(readRuns(tried.db.pool, person, { show: 'running' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(readRun(tried.db.pool, person, { id: executionId, temporal: null })).rejects.toMatchObject({ code: 'not_found' });
      await expect(readActivityFigures(tried.db.pool, person, { days: 1 })).rejects.toMatchObject({ code: 'not_found' });
      await expect(readAttempts(tried.db.pool, person, { activity: 'openChain', days: 1 })).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(tried.one('x')).rejects.toMatchObject({ code: 'not_found' });
    await expect(tried.one(randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is narrowed by report, phase and words, and goes on page by page', async () => {
    for (let n = 0; n < 5; n++) await tried.begin(randomUUID(), 'openChain');
    const { reportName } = (await tried.list()).rows[0] ?? expect.unreachable();
    const counted = async (request: Parameters<typeof tried.list>[0]) => (await tried.list(request)).rows.length;
    expect(await counted({ phase: 'scoping', report: tried.chain.scenario.cycleReportId, find: reportName.toUpperCase() })).toBe(5);
    expect(await counted({ phase: 'planning' })).toBe(0);
    const other = await makeScenario(tried.db);
    expect(await counted({ report: other.cycleReportId })).toBe(0);
    expect(await counted({ find: 'no such report' })).toBe(0);
    const pages = await allPages((from) => tried.list({ limit: 2, ...from }));
    expect(pages.map(({ counts }) => counts === null)).toEqual([false, true, true]);
    expect(pages.flatMap(({ rows }) => rows)).toEqual((await tried.list()).rows);
  });
});
