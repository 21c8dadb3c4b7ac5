import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { RunsPage, RunView } from '#contract/views/tracking-views';
import type { Database } from '#data/sql/connection';
import { readRun } from '#data/tracking/run.queries';
import { readRuns } from '#data/tracking/runs.queries';
import { closeExecution, endStep, runningExecutions, type StepAttempt } from '#data/tracking/tracking.transitions';
import { type TestDatabase, testDatabase } from './postgres';
import { type Tried, triedStep } from './tried-step';
import { type ChainHandle, makeChain } from './world/chain';
import { makeScenario } from './world/scenario';

/** A report whose phase has runs, as those who look after them see it. What one test of a file tried lies outside of every window of the next. */
export class TriedRuns {
  private test: TestDatabase | null = null;
  private made: { chain: ChainHandle; workflowId: string } | null = null;

  /** Makes it before the tests of the file. */
  static ofThisFile(): TriedRuns {
    const runs = new TriedRuns();
    beforeAll(() => runs.make());
    afterAll(() => runs.test?.drop());
    beforeEach(() => runs.forget());
    return runs;
  }

  get db(): Database {
    return this.test?.db ?? expect.unreachable();
  }

  get chain(): ChainHandle {
    return this.made?.chain ?? expect.unreachable();
  }

  get workflowId(): string {
    return this.made?.workflowId ?? expect.unreachable();
  }

  list(request: Partial<Parameters<typeof readRuns>[2]> = {}): Promise<RunsPage> {
    return readRuns(this.db.pool, this.chain.scenario.executive, { show: 'running', ...request });
  }

  one(id: string, more: { after?: string; limit?: number } = {}): Promise<RunView> {
    return readRun(this.db.pool, this.chain.scenario.executive, { id, temporal: null, ...more });
  }

  begin(runId: string, activityName: string, more: Partial<Tried> = {}): Promise<StepAttempt> {
    return triedStep(this.db, { workflowId: this.workflowId, runId, activityName, ...more });
  }

  /** So many finished attempts that took so long each. */
  async finished(runId: string, activityName: string, count: number, seconds: number): Promise<void> {
    for (let n = 0; n < count; n++)
      await endStep(this.db, await this.begin(runId, activityName, { secondsAgo: seconds }), 'completed', null);
  }

  private async make(): Promise<void> {
    this.test = await testDatabase();
    const chain = await makeChain(await makeScenario(this.db), 'scoping');
    const { workflowId } = await this.db.prisma.chain.findUniqueOrThrow({ where: { id: chain.chainId } });
    this.made = { chain, workflowId };
  }

  private async forget(): Promise<void> {
    const age = `started_at = started_at - interval '400 days', ended_at = ended_at - interval '400 days'`;
    for (const table of ['workflow_steps', 'workflow_step_attempts']) await this.db.pool.query(`update ${table} set ${age}`);
    for (const { id } of await runningExecutions(this.db)) await closeExecution(this.db, id, 'completed', null);
  }
}

/** All pages of a list, each asked for from where the one before ended. */
export async function allPages<P extends { next: string | null }>(read: (from: { after?: string }) => Promise<P>): Promise<P[]> {
  const pages: P[] = [];
  for (let after: string | null = null; ; ) {
    const page: P = await read(after === null ? {} : { after });
    pages.push(page);
    after = page.next;
    if (after === null) return pages;
  }
}
