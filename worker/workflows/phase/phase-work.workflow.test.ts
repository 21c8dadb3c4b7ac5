import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ANALYSIS_QUEUE, phaseWorkflowId } from '#contract/names';
import { Refusal } from '#domain/refusals';
import { items, smallPreparer } from '../../../test/support/small-phases';
import { timeSkippingServer } from '../../../test/support/temporal';
import { type Draft, inRunningWorld, type RunningWorld, type RunningWorldOptions } from '../../../test/support/world/running-world';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await timeSkippingServer();
});
afterAll(async () => {
  await env.teardown();
});

const inWorld = (options: RunningWorldOptions, story: (world: RunningWorld) => Promise<void>) => inRunningWorld(env, options, story);

describe('long work', () => {
  test('that cannot be merged fails with its reason, and the phase goes on', async () => {
    const preparer: typeof smallPreparer = (phase) => ({ ...smallPreparer(phase), work: { draw: () => items(2, 'drawn') } });
    const refuseMerge: ActivityInterceptorsFactory = ({ info }) => ({
      inbound: {
        execute: async (input, next) => {
          const [argument] = input.args as [{ end?: { kind: string } } | undefined];
          if (info.activityType === 'finishWork' && argument?.end?.kind === 'staged')
            throw new Refusal('invalid_input', 'This cannot be merged.');
          return await next(input);
        },
      },
    });
    await inWorld({ dependencies: { preparer }, activityInterceptors: [refuseMerge] }, async (world) => {
      const { planning } = await world.startReport();
      const workId = await requestDraw(world, planning);
      await workStatus(world, workId, 'failed');
      expect(await world.submit(planning)).toBe('applied');
    });
  });

  function slowDraw(): { preparer: typeof smallPreparer; begun: Promise<void>; finish: () => void; wasAborted: () => boolean } {
    let begin = (): void => undefined;
    let finish = (): void => undefined;
    let aborted = false;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const finished = new Promise<void>((resolve) => (finish = resolve));
    return {
      begun,
      finish: () => finish(),
      wasAborted: () => aborted,
      preparer: (phase) => ({
        ...smallPreparer(phase),
        work: {
          draw: async function* (context) {
            context.heartbeat({ step: 'ranking', done: 1, total: 2, unit: 'records' });
            begin();
            const ended = new Promise<void>((_, reject) => context.signal.addEventListener('abort', () => reject(new Error('aborted'))));
            await Promise.race([finished, ended]).catch((error: unknown) => {
              aborted = true;
              throw error;
            });
            yield* items(2, 'drawn');
          },
        },
      }),
    };
  }

  async function requestDraw(world: RunningWorld, draft: Draft): Promise<string> {
    const { commandId } = await world.send('tester', {
      kind: 'request_work',
      targetId: draft.chainId,
      versionId: draft.versionId,
      seenEditRevision: draft.editRevision,
      payload: { kind: 'draw', params: {} },
    });
    expect(await world.receipt(commandId)).toBe('applied');
    return commandId;
  }
  const workStatus = (world: RunningWorld, workId: string, status: string) =>
    vi.waitFor(async () => expect(await world.count('work where id = $1 and status = $2', [workId, status])).toBe(1), {
      timeout: 30_000,
      interval: 25,
    });

  test('runs beside the loop, and its end is merged into the draft', async () => {
    const draw = slowDraw();
    await inWorld({ dependencies: { preparer: draw.preparer } }, async (world) => {
      const { cycleReportId, planning } = await world.startReport();
      expect(await world.submit(planning)).toBe('applied');
      const draft = await world.draft(cycleReportId, 'sample-selection', 1);
      const workId = await requestDraw(world, draft);
      await draw.begun;
      expect(await world.submit(draft)).toBe('work_running');
      draw.finish();
      await workStatus(world, workId, 'done');
      expect(await world.count(`version_item where chain_id = $1 and item_key like 'drawn-%'`, [draft.chainId])).toBe(2);
      const merged = await world.draft(cycleReportId, 'sample-selection', 1);
      expect(merged.editRevision).toBeGreaterThan(draft.editRevision);
      expect(await world.submit(merged)).toBe('applied');
    });
  });

  test('is cancelled by a command, and leaves the draft as it was', async () => {
    const draw = slowDraw();
    await inWorld({ dependencies: { preparer: draw.preparer } }, async (world) => {
      const { cycleReportId, planning } = await world.startReport();
      expect(await world.submit(planning)).toBe('applied');
      const draft = await world.draft(cycleReportId, 'sample-selection', 1);
      const workId = await requestDraw(world, draft);
      await draw.begun;
      const { commandId } = await world.send('tester', { kind: 'cancel_work', targetId: draft.chainId, payload: { workId } });
      expect(await world.receipt(commandId)).toBe('applied');
      await workStatus(world, workId, 'cancelled');
      await vi.waitFor(() => expect(draw.wasAborted()).toBe(true), { timeout: 30_000 });
      expect(await world.count(`version_item where chain_id = $1 and item_key like 'drawn-%'`, [draft.chainId])).toBe(0);
      const after = await world.draft(cycleReportId, 'sample-selection', 1);
      expect(await world.submit(after)).toBe('applied');
      const events = await eventsOf(world, phaseWorkflowId(cycleReportId, 'sample-selection'));
      const works = events.flatMap(({ activityTaskScheduledEventAttributes: scheduled, eventId }) =>
        scheduled?.activityType?.name === 'runWork' ? [{ queue: scheduled.taskQueue?.name, eventId: String(eventId) }] : [],
      );
      expect(works.map(({ queue }) => queue)).toEqual([ANALYSIS_QUEUE]);
      // The cancel reached the work itself, by its heartbeat: nobody waits for its end.
      const cancelled = events.flatMap((event) => event.activityTaskCancelRequestedEventAttributes?.scheduledEventId ?? []);
      expect(cancelled.map(String)).toEqual(works.map(({ eventId }) => eventId));
    });
  });

  /** The events of every run of a workflow. */
  async function eventsOf(world: RunningWorld, workflowId: string) {
    const found = [];
    for (const { runId } of await world.db.prisma.workflowExecution.findMany({ where: { workflowId } }))
      found.push(...((await env.client.workflow.getHandle(workflowId, runId).fetchHistory()).events ?? []));
    return found;
  }
});
