import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cycleReportWorkflowId, phaseWorkflowId, RECONCILE_TYPE, WORKFLOW_QUEUE } from '#contract/names';
import { keepHistory } from '../../test/support/keep-history';
import { ringingActivity } from '../../test/support/ringing-activity';
import { items, openPhases, smallPreparer } from '../../test/support/small-phases';
import { localServer } from '../../test/support/temporal';
import { RunningWorld } from '../../test/support/world/running-world';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await localServer();
});
afterAll(async () => {
  await env.teardown();
});

/** What just ran must replay as it is; where recording, it is kept under `<type>-<case>.json`. */
const keep = (workflowId: string, name: string, runId?: string) => keepHistory(env.client, workflowId, name, runId);

async function inWorld(options: Parameters<typeof RunningWorld.create>[1], story: (world: RunningWorld) => Promise<void>): Promise<void> {
  const world = await RunningWorld.create(env, options);
  try {
    await world.startWorkers();
    await story(world);
  } finally {
    await world.close();
  }
}

test('changes requested, revised, approved, closed', () =>
  inWorld({}, async (world) => {
    const { cycleReportId, planning } = await world.startReport();
    expect(await world.submit(planning)).toBe('applied');
    const first = await world.draft(cycleReportId, 'sample-selection', 1);
    expect(await world.submit(first)).toBe('applied');
    expect(await world.receipt(await world.decide(first, 'request_changes', 'more, please'))).toBe('applied');
    const second = await world.draft(cycleReportId, 'sample-selection', 2);
    expect(await world.submit(second)).toBe('applied');
    expect(await world.receipt(await world.decide(second, 'approve'))).toBe('applied');
    const { commandId } = await world.send('executive', { kind: 'close_report', targetId: cycleReportId });
    expect(await world.receipt(commandId)).toBe('applied');
    for (const workflowId of [
      cycleReportWorkflowId(cycleReportId),
      phaseWorkflowId(cycleReportId, 'planning'),
      phaseWorkflowId(cycleReportId, 'sample-selection'),
    ]) {
      await env.client.workflow.getHandle(workflowId).result();
    }
    await keep(cycleReportWorkflowId(cycleReportId), 'cycleReport_2_0_0-closed');
    await keep(phaseWorkflowId(cycleReportId, 'planning'), 'phase-approved-by-submission');
    await keep(phaseWorkflowId(cycleReportId, 'sample-selection'), 'phase-changes-requested');
  }));

test('withdrawn, discarded, rejected, approved, reopened', () =>
  inWorld({}, async (world) => {
    const { cycleReportId, planning } = await world.startReport();
    expect(await world.submit(planning)).toBe('applied');
    const selection = 'sample-selection';
    const first = await world.draft(cycleReportId, selection, 1);
    expect(await world.submit(first)).toBe('applied');
    const seenVersionHash = (await world.versionHash(first.versionId)) ?? '';
    const withdrawn = await world.send('tester', {
      kind: 'withdraw_version',
      targetId: first.chainId,
      versionId: first.versionId,
      seenVersionHash,
    });
    expect(await world.receipt(withdrawn.commandId)).toBe('applied');
    const second = await world.draft(cycleReportId, selection, 2);
    const discarded = await world.send('tester', {
      kind: 'discard_version',
      targetId: second.chainId,
      versionId: second.versionId,
      seenEditRevision: second.editRevision,
    });
    expect(await world.receipt(discarded.commandId)).toBe('applied');
    const third = await world.draft(cycleReportId, selection, 3);
    expect(await world.submit(third)).toBe('applied');
    expect(await world.receipt(await world.decide(third, 'reject', 'not this population'))).toBe('applied');
    const fourth = await world.draft(cycleReportId, selection, 4);
    expect(await world.submit(fourth)).toBe('applied');
    expect(await world.receipt(await world.decide(fourth, 'approve'))).toBe('applied');
    const reopened = await world.send('tester', { kind: 'reopen_phase', targetId: fourth.chainId, comment: 'a new file came' });
    expect(await world.receipt(reopened.commandId)).toBe('applied');
    await world.draft(cycleReportId, selection, 5);
    await keep(phaseWorkflowId(cycleReportId, selection), 'phase-withdrawn-discarded-rejected-reopened');
  }));

test('long work done and cancelled, and a command that fails for good', async () => {
  let broken = true;
  const definition = (phase: Parameters<typeof openPhases>[0]) => ({
    ...openPhases(phase),
    gates: async () => {
      if (broken && phase === 'sample-selection') throw new TypeError('a mistake of ours');
      return [];
    },
  });
  const preparer: typeof smallPreparer = (phase) => ({
    ...smallPreparer(phase),
    work: {
      import: async function* () {
        yield* items(2, 'imported');
      },
      draw: async function* (context) {
        await new Promise<never>((_, reject) => context.signal.addEventListener('abort', () => reject(new Error('aborted'))));
        yield* items(2, 'drawn');
      },
    },
  });
  await inWorld({ dependencies: { definition, preparer } }, async (world) => {
    const { cycleReportId, planning } = await world.startReport();
    expect(await world.submit(planning)).toBe('applied');
    const draft = await world.draft(cycleReportId, 'sample-selection', 1);
    expect(await world.submit(draft)).toBe('internal_error');
    broken = false;
    const request = async (kind: 'import' | 'draw') => {
      const { editRevision, chainId, versionId } = await world.draft(cycleReportId, 'sample-selection', 1);
      const { commandId } = await world.send('tester', {
        kind: 'request_work',
        targetId: chainId,
        versionId,
        seenEditRevision: editRevision,
        payload: { kind, params: {} },
      });
      expect(await world.receipt(commandId)).toBe('applied');
      return commandId;
    };
    const ended = (workId: string, status: string) =>
      vi.waitFor(async () => expect(await world.count('work where id = $1 and status = $2', [workId, status])).toBe(1), {
        timeout: 30_000,
        interval: 25,
      });
    await ended(await request('import'), 'done');
    const workId = await request('draw');
    await vi.waitFor(async () => expect(await world.count('work where id = $1 and attempt > 0', [workId])).toBe(1), {
      timeout: 30_000,
      interval: 25,
    });
    const cancel = await world.send('tester', { kind: 'cancel_work', targetId: draft.chainId, payload: { workId } });
    expect(await world.receipt(cancel.commandId)).toBe('applied');
    await ended(workId, 'cancelled');
    expect(await world.submit(await world.draft(cycleReportId, 'sample-selection', 1))).toBe('applied');
    await keep(phaseWorkflowId(cycleReportId, 'sample-selection'), 'phase-work-and-refusal');
  });
});

/** Waits until the first run of a workflow has gone on in another; answers its id. */
async function firstRunContinued(world: RunningWorld, workflowId: string): Promise<string> {
  return await vi.waitFor(
    async () => {
      const { rows } = await world.db.pool.query<{ run: string }>(
        'select run_id as run from workflow_executions where workflow_id = $1 order by started_at limit 1',
        [workflowId],
      );
      const first = rows[0]?.run ?? '';
      expect((await env.client.workflow.getHandle(workflowId, first).describe()).status.name).toBe('CONTINUED_AS_NEW');
      return first;
    },
    { timeout: 30_000, interval: 50 },
  );
}

test('continued as new', () =>
  inWorld({}, async (world) => {
    const { cycleReportId, planning } = await world.startReport({ continueAfterEvents: 5 });
    expect(await world.submit(planning)).toBe('applied');
    for (const [workflowId, name] of [
      [phaseWorkflowId(cycleReportId, 'planning'), 'phase-continued'],
      [cycleReportWorkflowId(cycleReportId), 'cycleReport_2_0_0-continued'],
    ] as const) {
      await keep(workflowId, name, await firstRunContinued(world, workflowId));
    }
  }));

test('continued as new by a phase that is rung whenever it looks up', async () => {
  const rings = ringingActivity(env.client, { type: 'processNextChainCommand', workflowIdEndsWith: '/sample-selection' }, 12);
  await inWorld({ activityInterceptors: [rings.interceptor] }, async (world) => {
    const { cycleReportId, planning } = await world.startReport({ continueAfterEvents: 30 });
    expect(await world.submit(planning)).toBe('applied');
    expect(await world.submit(await world.draft(cycleReportId, 'sample-selection', 1))).toBe('applied');
    const workflowId = phaseWorkflowId(cycleReportId, 'sample-selection');
    await keep(workflowId, 'phase-continued-while-rung', await firstRunContinued(world, workflowId));
  });
});

test('a pass of the reconciler, and an inquiry', () =>
  inWorld({}, async (world) => {
    await env.client.workflow.execute(RECONCILE_TYPE, { workflowId: 'reconcile/recorded', taskQueue: WORKFLOW_QUEUE, args: [] });
    await keep('reconcile/recorded', 'reconcile-pass');
    await world.temporal.ask('recorded', {
      kind: 'count-matches',
      versionId: '00000000-0000-4000-8000-000000000000',
      filter: { all: [] },
      keys: [],
    });
    await keep('inquiry/recorded', 'inquiry-refused');
  }));
