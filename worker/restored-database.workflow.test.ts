import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { phaseWorkflowId } from '#contract/names';
import type { ReconcileInput } from '#contract/reconcile';
import type { VersionInView } from '#contract/signals';
import { readReport } from '#data/report/report.queries';
import { readDifferences } from '#data/tracking/differences.queries';
import type { RefusalCode } from '#domain/refusals';
import { backUp } from '../test/support/back-up';
import { reconcileOnce } from '../test/support/reconcile-once';
import { localServer } from '../test/support/temporal';
import { waitUntil } from '../test/support/wait-until';
import { type Draft, RunningWorld } from '../test/support/world/running-world';
import { relayOnce } from './activities/relay';

const WAIT = { timeout: 30_000, interval: 50 };
let env: TestWorkflowEnvironment;
let world: RunningWorld;
beforeAll(async () => {
  env = await localServer();
});
afterAll(async () => {
  await env.teardown();
});
beforeEach(async () => {
  world = await RunningWorld.create(env);
  await world.startWorkers();
});
afterEach(async () => {
  await world.terminateAll();
  await world.close();
});

const reconcile = (sweep: NonNullable<ReconcileInput['sweep']> = 'all') => reconcileOnce(env.client, sweep);

async function behind() {
  return (await readDifferences(world.db.pool)).filter(({ kind }) => kind === 'older_database');
}

const submitting = ({ chainId, versionId, editRevision }: Draft) =>
  world.send('tester', { kind: 'submit_version', targetId: chainId, versionId, seenEditRevision: editRevision });

async function refusalOf(sent: Promise<unknown>): Promise<RefusalCode | null> {
  try {
    await sent;
    return null;
  } catch (error) {
    return (error as { code: RefusalCode }).code;
  }
}

/** What a workflow shows of a phase that it thinks is approved, and the tables of the day before do not know of. */
async function approvedThenRestored(): Promise<{ cycleReportId: string; draft: Draft; shown: () => Promise<VersionInView[]> }> {
  const { cycleReportId, planning } = await world.startReport();
  expect(await world.receipt((await submitting(planning)).commandId)).toBe('applied');
  const draft = await world.draft(cycleReportId, 'sample-selection', 1);
  expect(await reconcile()).toEqual({ found: 0, repaired: 0, open: 0 });
  const restore = await backUp(world.database.ownerUrl);
  expect(await world.submit(draft)).toBe('applied');
  expect(await world.receipt(await world.decide(draft, 'approve'))).toBe('applied');
  const handle = env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'sample-selection'));
  // What it does after an answer is over once it does nothing but wait: for a ring, or for its clock.
  await waitUntil(async () => {
    const last = (await handle.fetchHistory()).events?.at(-1);
    expect(last?.workflowTaskCompletedEventAttributes ?? last?.timerStartedEventAttributes ?? null).not.toBeNull();
  }, WAIT);
  await restore();
  return { cycleReportId, draft, shown: () => handle.query('currentVersions') };
}

describe('a report whose database is older than its workflows', () => {
  test('is listed with each pass, takes nothing, and is neither rung nor changed', async () => {
    const { cycleReportId, draft, shown } = await approvedThenRestored();
    const before = await shown();
    await reconcile();
    const [found, ...others] = await behind();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      repaired: false,
      detail: expect.stringMatching(/^Its workflows have carried out 2 commands that the database does not hold \(Sample Selection\): /),
      remedy: expect.stringContaining('an administrator restarts the report from its page'),
    });
    // A pass that looks at what moved alone finds it again, and says nothing else of it.
    expect(await reconcile('moved')).toEqual({ found: 1, repaired: 0, open: 1 });
    expect((await behind()).map(({ foundAt }) => foundAt)).toEqual([found?.foundAt]);
    expect(await shown()).toEqual(before);

    const { rows } = await world.db.pool.query('select target_id, last_seq from command_counter order by 1');
    expect(await refusalOf(submitting(draft))).toBe('database_behind');
    expect(await refusalOf(world.send('executive', { kind: 'close_report', targetId: cycleReportId, comment: 'Done' }))).toBe(
      'database_behind',
    );
    expect((await world.db.pool.query('select target_id, last_seq from command_counter order by 1')).rows).toEqual(rows);
    const view = await readReport(world.db, world.people.admin, { cycleReportId });
    expect(view).toMatchObject({ behind: true, state: 'running', actions: { restart: { allowed: true }, close: { allowed: false } } });
  });

  test.each([
    { when: 'in one go', died: async () => undefined },
    {
      when: 'by a second worker, where the first died once it had ended them',
      died: (id: string) => world.temporal.endReport(id, 'died here'),
    },
  ])('goes on from what the tables say once an administrator restarts it, its former runs ended $when', async ({ died }) => {
    const { cycleReportId, draft } = await approvedThenRestored();
    await reconcile();
    const former = await runsOf(cycleReportId);
    const restart = await world.send('admin', { kind: 'restart_report', targetId: cycleReportId, comment: 'The newer database is lost' });
    expect(restart.rang).toBe(false);
    await died(cycleReportId);
    await waitUntil(async () => {
      await relayOnce({ db: world.db, temporal: world.temporal, log: world.dependencies.log }, 0);
      expect(await world.receipt(restart.commandId)).toBe('applied');
    }, WAIT);
    for (const { workflowId, runId } of former)
      expect((await env.client.workflow.getHandle(workflowId, runId).describe()).status.name).toBe('TERMINATED');

    await waitUntil(async () => expect((await reconcile()).open).toBe(0), WAIT);
    expect(await world.submit(draft)).toBe('applied');
    expect(await world.receipt(await world.decide(draft, 'approve'))).toBe('applied');
    expect(await readReport(world.db, world.people.admin, { cycleReportId })).toMatchObject({ behind: false, state: 'running' });
  });

  test('is found, too, where the workflow has come to its end in what was lost', async () => {
    const { cycleReportId } = await world.startReport();
    const restore = await backUp(world.database.ownerUrl);
    const close = await world.send('executive', { kind: 'close_report', targetId: cycleReportId, comment: 'Begun by mistake' });
    expect(await world.receipt(close.commandId)).toBe('applied');
    const ended = async () => (await runsOf(cycleReportId)).length;
    await waitUntil(async () => expect(await ended()).toBe(0), WAIT);
    await restore();
    await reconcile();
    expect(await behind()).toEqual([expect.objectContaining({ detail: expect.stringContaining('(the report itself)') })]);
  });
});

/** The runs of a report that Temporal lists as running. */
async function runsOf(cycleReportId: string): Promise<{ workflowId: string; runId: string }[]> {
  const runs: { workflowId: string; runId: string }[] = [];
  const query = `WorkflowId STARTS_WITH "cycle-report/${cycleReportId}" AND ExecutionStatus = "Running"`;
  for await (const { workflowId, runId } of env.client.workflow.list({ query })) runs.push({ workflowId, runId });
  return runs;
}
