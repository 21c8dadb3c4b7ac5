import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { phaseWorkflowId } from '#contract/names';
import { insertCommand } from '#data/chain/command.commands';
import { losingReplies } from '../../../test/support/losing-replies';
import { ringingActivity } from '../../../test/support/ringing-activity';
import { openPhases, smallPreparer } from '../../../test/support/small-phases';
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

/** Sends a decision without ringing, as if its doorbell were late. */
async function unrungDecision(
  world: RunningWorld,
  version: Draft,
  decision: 'approve' | 'request_changes',
  commandId: string,
): Promise<void> {
  const { userId } = world.people.owner;
  const hash = await world.versionHash(version.versionId);
  await insertCommand(
    world.db,
    { id: userId, role: 'report_owner' },
    {
      commandId,
      kind: 'decide_version',
      targetId: version.chainId,
      versionId: version.versionId,
      payload: { decision },
      comment: 'as discussed',
      ...(hash === null ? {} : { seenVersionHash: hash }),
    },
  );
}

/** A submitted sample selection: its policy asks the owner for a review. */
async function submittedSelection(
  world: RunningWorld,
  options: Parameters<RunningWorld['startReport']>[0] = {},
): Promise<{ cycleReportId: string; version: Draft }> {
  const { cycleReportId, planning } = await world.startReport(options);
  expect(await world.submit(planning)).toBe('applied');
  const draft = await world.draft(cycleReportId, 'sample-selection', 1);
  expect(await world.submit(draft)).toBe('applied');
  return { cycleReportId, version: await world.version(cycleReportId, 'sample-selection', 1, 'pending_approval') };
}

describe('doorbells', () => {
  test('rung twice, late and in the wrong order give the outcome of the commands’ own sequence', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, version } = await submittedSelection(world);
      const handle = env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'sample-selection'));
      const [first, second] = [randomUUID(), randomUUID()];
      await unrungDecision(world, version, 'request_changes', first);
      await unrungDecision(world, version, 'approve', second);
      await handle.signal('submitVersionApproval', { commandId: second, versionId: version.versionId });
      await handle.signal('submitVersionApproval', { commandId: first, versionId: version.versionId });
      await handle.signal('submitVersionApproval', { commandId: first, versionId: version.versionId });
      await handle.signal('withdrawVersion', { commandId: first });
      expect(await world.receipt(first)).toBe('applied');
      expect(await world.receipt(second)).toBe('already_decided');
      await world.draft(cycleReportId, 'sample-selection', 2);
      expect(await world.count('version where chain_id = $1', [version.chainId])).toBe(2);
      expect(await world.count('receipt where command_id = any($1)', [[first, second]])).toBe(2);
    }));

  test('rung for nothing changes nothing', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, version } = await submittedSelection(world);
      const before = await world.count('receipt');
      await env.client.workflow
        .getHandle(phaseWorkflowId(cycleReportId, 'sample-selection'))
        .signal('submitVersionApproval', { commandId: randomUUID() });
      expect(await world.receipt(await world.decide(version, 'approve'))).toBe('applied');
      expect(await world.count('receipt')).toBe(before + 1);
    }));
});

test('every version knows the run, step and activity that made it', () =>
  inWorld({}, async (world) => {
    const { cycleReportId, planning } = await world.startReport();
    const { rows } = await world.db.pool.query(
      `select e.workflow_id, e.workflow_type, s.kind, s.name, v.workflow_activity_name from version v
       join workflow_executions e on e.id = v.workflow_execution_id join workflow_steps s on s.id = v.workflow_step_id and s.execution_id = e.id
       where v.id = $1`,
      [planning.versionId],
    );
    expect(rows).toEqual([
      {
        workflow_id: phaseWorkflowId(cycleReportId, 'planning'),
        workflow_type: 'phase',
        kind: 'activity',
        name: 'createVersion',
        workflow_activity_name: 'createVersion',
      },
    ]);
  }));

describe('an activity repeated after its commit', () => {
  test('writes one receipt, opens one child draft and creates each version once', async () => {
    const replies = losingReplies();
    await inWorld({ activityInterceptors: [replies.interceptor] }, async (world) => {
      const { cycleReportId, version } = await submittedSelection(world);
      const commandId = await world.decide(version, 'request_changes', 'one more, please');
      expect(await world.receipt(commandId)).toBe('applied');
      await world.draft(cycleReportId, 'sample-selection', 2);
      expect(replies.lost()).toBeGreaterThan(4);
      expect(await world.count('receipt r join command c on c.id = r.command_id where c.target_id = $1', [version.chainId])).toBe(2);
      expect(await world.count('version where chain_id = $1', [version.chainId])).toBe(2);
      const created = () => world.count(`workflow_steps where name = 'createVersion' and attempt = 2`);
      await vi.waitFor(async () => expect(await created()).toBe(3), { timeout: 30_000, interval: 25 });
    });
  });

  test('answers what it did before, so that the report hears of an approval and the phases of a restart', async () => {
    const replies = losingReplies();
    await inWorld({ activityInterceptors: [replies.interceptor] }, async (world) => {
      const { cycleReportId, planning } = await world.startReport();
      const phase = env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'planning'));
      await phase.terminate('an operator ends it');
      const restart = await world.send('admin', { kind: 'restart_report', targetId: cycleReportId, comment: 'Ended by mistake' });
      expect(await world.receipt(restart.commandId)).toBe('applied');
      expect(await world.submit(planning)).toBe('applied');
      await world.draft(cycleReportId, 'sample-selection', 1);
    });
  });
});

test('continues as new while it is rung, and answers every command once and in order', () =>
  inWorld({}, async (world) => {
    const { cycleReportId, version } = await submittedSelection(world, { continueAfterEvents: 40 });
    const commandIds = Array.from({ length: 30 }, () => randomUUID());
    await Promise.all(
      commandIds.map((commandId) =>
        world.send('tester', {
          commandId,
          kind: 'discard_version',
          targetId: version.chainId,
          versionId: version.versionId,
          seenEditRevision: 0,
        }),
      ),
    );
    for (const commandId of commandIds) expect(await world.receipt(commandId)).not.toBe('applied');
    expect(await world.receipt(await world.decide(version, 'approve'))).toBe('applied');
    const runs = () => world.count('workflow_executions where workflow_id = $1', [phaseWorkflowId(cycleReportId, 'sample-selection')]);
    await vi.waitFor(async () => expect(await runs()).toBeGreaterThan(1), { timeout: 30_000, interval: 25 });
    expect(
      await world.count(
        `(select r.created_at, lag(r.created_at) over (order by c.seq) as before from receipt r join command c on c.id = r.command_id
          where c.target_id = $1) ordered where created_at < before`,
        [version.chainId],
      ),
    ).toBe(0);
  }));

test('somebody who rings whenever it looks up does not keep a run from its end', async () => {
  const fewEvents = 60;
  const rings = ringingActivity(env.client, { type: 'processNextChainCommand', workflowIdEndsWith: '/sample-selection' }, 40);
  await inWorld({ activityInterceptors: [rings.interceptor] }, async (world) => {
    const { cycleReportId, version } = await submittedSelection(world, { continueAfterEvents: fewEvents });
    await vi.waitFor(() => expect(rings.left()).toBe(0), { timeout: 30_000, interval: 25 });
    expect(await world.receipt(await world.decide(version, 'approve'))).toBe('applied');
    const workflowId = phaseWorkflowId(cycleReportId, 'sample-selection');
    const runs = await world.db.prisma.workflowExecution.findMany({ where: { workflowId } });
    expect(runs.length).toBeGreaterThan(2);
    for (const { runId } of runs) {
      const { events } = await env.client.workflow.getHandle(workflowId, runId).fetchHistory();
      // What one look does comes on top: a command with its archive, its draft and its news to the report.
      expect(events?.length).toBeLessThan(2 * fewEvents);
    }
  });
});

test('a command whose activity fails for good is receipted, and the phase goes on', async () => {
  let broken = true;
  const definition = (phase: Parameters<typeof openPhases>[0]) => ({
    ...openPhases(phase),
    gates: async () => {
      if (broken) throw new TypeError('a mistake of ours');
      return [];
    },
  });
  await inWorld({ dependencies: { definition } }, async (world) => {
    const { planning } = await world.startReport();
    expect(await world.submit(planning)).toBe('internal_error');
    broken = false;
    expect(await world.submit(planning)).toBe('applied');
  });
});

test('a draft that cannot be prepared leaves the phase answerable, and is prepared at a later ring', async () => {
  let broken = true;
  const preparer: typeof smallPreparer = (phase) => ({
    ...smallPreparer(phase),
    first: async (context) => {
      if (broken) throw new TypeError('a mistake of ours');
      return await smallPreparer(phase).first(context);
    },
  });
  await inWorld({ dependencies: { preparer } }, async (world) => {
    const cycleReportId = await world.plannedReport();
    await world.send('tester', { kind: 'start_report', targetId: cycleReportId });
    const handle = env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'planning'));
    await vi.waitFor(async () => expect(await handle.query('phaseProgress')).toMatchObject([{ state: 'preparation_failed' }]), {
      timeout: 30_000,
      interval: 50,
    });
    broken = false;
    await handle.signal('requestWork', { commandId: randomUUID() });
    expect(await world.submit(await world.draft(cycleReportId, 'planning', 1))).toBe('applied');
  });
});
