import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cycleReportWorkflowId, phaseWorkflowId, SEARCH_ATTRIBUTES } from '#contract/names';
import type { Json } from '#domain/item/json';
import { historySegmentHash } from '#domain/version/history-segment';
import { reconcileOnce } from '../test/support/reconcile-once';
import { localServer } from '../test/support/temporal';
import { type Draft, RunningWorld } from '../test/support/world/running-world';
import { relayOnce } from './activities/relay';
import { keepSchedules } from './schedules';

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

const reconcile = () => reconcileOnce(env.client);
const relay = () => relayOnce({ db: world.db, temporal: world.temporal, log: world.dependencies.log }, 0);
const handle = (cycleReportId: string, phase: 'planning' | 'sample-selection') =>
  env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, phase));

async function selection(): Promise<{ cycleReportId: string; draft: Draft }> {
  const { cycleReportId, planning } = await world.startReport();
  expect(await world.submit(planning)).toBe('applied');
  return { cycleReportId, draft: await world.draft(cycleReportId, 'sample-selection', 1) };
}

/** A command whose doorbell never rang. */
async function unrung(draft: Draft): Promise<string> {
  const silent = { ...world.temporal, ring: async () => Promise.reject(new Error('no line')) };
  const issued = await world.sendVia(silent, 'tester', {
    kind: 'submit_version',
    targetId: draft.chainId,
    versionId: draft.versionId,
    seenEditRevision: draft.editRevision,
  });
  expect(issued.rang).toBe(false);
  return issued.commandId;
}

describe('a terminated run', () => {
  test('answers its commands, and a restart goes on where it stood', async () => {
    const { cycleReportId, draft } = await selection();
    await handle(cycleReportId, 'sample-selection').terminate('by an operator');
    await env.client.workflow.getHandle(cycleReportWorkflowId(cycleReportId)).terminate('by an operator');
    const { commandId } = await world.send('tester', {
      kind: 'submit_version',
      targetId: draft.chainId,
      versionId: draft.versionId,
      seenEditRevision: draft.editRevision,
    });
    await relay();
    expect(await world.receipt(commandId)).toBe('workflow_not_running');
    expect((await reconcile()).open).toBe(2);

    const restart = await world.send('admin', { kind: 'restart_report', targetId: cycleReportId, comment: 'operator error' });
    expect(await world.receipt(restart.commandId)).toBe('applied');
    await vi.waitFor(async () => expect((await handle(cycleReportId, 'sample-selection').describe()).status.name).toBe('RUNNING'), WAIT);
    expect(await world.submit(draft)).toBe('applied');
    expect(await world.receipt(await world.decide(draft, 'approve'))).toBe('applied');
    expect(await world.count('version where chain_id = $1', [draft.chainId])).toBe(1);
    await vi.waitFor(async () => expect((await reconcile()).open).toBe(0), WAIT);
    expect(await world.count(`workflow_executions where status = 'terminated'`)).toBe(2);
  });

  test('of a phase alone is restarted with its report', async () => {
    const { cycleReportId, draft } = await selection();
    await handle(cycleReportId, 'sample-selection').terminate('by an operator');
    const restart = await world.send('admin', { kind: 'restart_report', targetId: cycleReportId, comment: 'operator error' });
    expect(await world.receipt(restart.commandId)).toBe('applied');
    await vi.waitFor(async () => expect((await handle(cycleReportId, 'sample-selection').describe()).status.name).toBe('RUNNING'), WAIT);
    expect(await world.submit(draft)).toBe('applied');
  });
});

test('a reset run does nothing twice', async () => {
  const { cycleReportId, draft } = await selection();
  expect(await world.submit(draft)).toBe('applied');
  expect(await world.receipt(await world.decide(draft, 'request_changes', 'more, please'))).toBe('applied');
  const second = await world.draft(cycleReportId, 'sample-selection', 2);
  const phase = handle(cycleReportId, 'sample-selection');
  const { events } = await phase.fetchHistory();
  const firstTask = events?.find((event) => event.workflowTaskCompletedEventAttributes)?.eventId;
  const { runId } = await phase.describe();
  await env.client.workflowService.resetWorkflowExecution({
    namespace: env.namespace ?? 'default',
    workflowExecution: { workflowId: phase.workflowId, runId },
    reason: 'by an operator',
    requestId: randomUUID(),
    workflowTaskFinishEventId: firstTask,
  });
  await vi.waitFor(async () => expect((await phase.describe()).runId).not.toBe(runId), WAIT);
  expect(await world.submit(second)).toBe('applied');
  expect(await world.count('version where chain_id = $1', [draft.chainId])).toBe(2);
  expect(await world.count('receipt r join command c on c.id = r.command_id where c.target_id = $1', [draft.chainId])).toBe(3);
  await vi.waitFor(async () => expect((await reconcile()).open).toBe(0), WAIT);
});

describe('the reconciler', () => {
  test('finds two planted differences, repairs one, lists the other, and counts zero once that is mended', async () => {
    const one = await selection();
    const two = await selection();
    const commandId = await unrung(one.draft);
    await world.age(commandId);
    await handle(two.cycleReportId, 'planning').terminate('by an operator');

    expect(await reconcile()).toEqual({ found: 2, repaired: 1, open: 2 });
    expect(await world.receipt(commandId)).toBe('applied');
    expect(await reconcile()).toEqual({ found: 1, repaired: 0, open: 1 });

    const restart = await world.send('admin', { kind: 'restart_report', targetId: two.cycleReportId, comment: 'operator error' });
    expect(await world.receipt(restart.commandId)).toBe('applied');
    await vi.waitFor(async () => expect(await reconcile()).toEqual({ found: 0, repaired: 0, open: 0 }), WAIT);
  });

  test('writes a planted wrong standing anew, says in what it was wrong, and finds none in the next pass', async () => {
    const { draft } = await selection();
    await world.db.pool.query(`update chain_now set state = 'complete', steps_passed = 3 where chain_id = $1`, [draft.chainId]);
    expect(await reconcile()).toEqual({ found: 1, repaired: 1, open: 1 });
    const listed = `reconcile_difference where kind = 'projection' and repaired and resolved_at is null and detail like '%in state, stepsPassed%'`;
    expect(await world.count(listed)).toBe(1);
    expect(await world.count(`chain_now where chain_id = $1 and state = 'in_progress' and steps_passed = 1`, [draft.chainId])).toBe(1);
    expect(await reconcile()).toEqual({ found: 0, repaired: 0, open: 0 });
  });

  test('is scheduled, and scheduling it again keeps one schedule', async () => {
    await keepSchedules(env.client, { mail: false });
    await keepSchedules(env.client, { mail: false });
    const schedules: string[] = [];
    await vi.waitFor(async () => {
      schedules.length = 0;
      for await (const schedule of env.client.schedule.list()) schedules.push(schedule.scheduleId);
      expect(schedules).toEqual(['countersign-reconcile']);
    }, WAIT);
    await env.client.schedule.getHandle('countersign-reconcile').delete();
  });

  test('archives whole histories, each segment hashed onto the one before', async () => {
    const { cycleReportId, draft } = await selection();
    expect(await world.submit(draft)).toBe('applied');
    await handle(cycleReportId, 'sample-selection').terminate('by an operator');
    await reconcile();
    const { rows } = await world.db.pool.query<{ first: number; last: number; events: Json[]; hash: Buffer; prev: Buffer | null }>(
      `select first_event_id as first, last_event_id as last, events, hash, prev_hash as prev from history_segment where workflow_id = $1 order by first_event_id`,
      [phaseWorkflowId(cycleReportId, 'sample-selection')],
    );
    expect(rows.length).toBeGreaterThan(1);
    let previous: (typeof rows)[number] | null = null;
    for (const segment of rows) {
      expect(segment.first).toBe((previous?.last ?? 0) + 1);
      expect(segment.prev).toEqual(previous?.hash ?? null);
      expect(segment.hash).toEqual(historySegmentHash(previous?.hash ?? null, segment.events));
      previous = segment;
    }
    expect(JSON.stringify(rows.at(-1)?.events.at(-1))).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED');
  });
});

test('a start that Temporal did not hear is started by the relay', async () => {
  const cycleReportId = await world.plannedReport();
  const silent = { ...world.temporal, startReport: async () => Promise.reject(new Error('no line')) };
  const { commandId, rang } = await world.sendVia(silent, 'tester', { kind: 'start_report', targetId: cycleReportId });
  expect(rang).toBe(false);
  expect((await relay()).map(({ outcome }) => outcome)).toEqual(['started']);
  expect(await world.receipt(commandId)).toBe('applied');
  await world.draft(cycleReportId, 'planning', 1);
});

test('search attributes say which report waits on whom with which version', async () => {
  const { cycleReportId, draft } = await selection();
  expect(await world.submit(draft)).toBe('applied');
  await vi.waitFor(async () => {
    const { searchAttributes } = await handle(cycleReportId, 'sample-selection').describe();
    expect(searchAttributes[SEARCH_ATTRIBUTES.waitingOn]).toEqual(['report_owner']);
    expect(searchAttributes[SEARCH_ATTRIBUTES.version]).toEqual(['sample-selection 1']);
    expect(searchAttributes[SEARCH_ATTRIBUTES.phase]).toEqual(['sample-selection']);
    expect(searchAttributes[SEARCH_ATTRIBUTES.report]).toHaveLength(1);
  }, WAIT);
});
