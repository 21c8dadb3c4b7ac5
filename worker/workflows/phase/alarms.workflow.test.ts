import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_TERMS } from '#contract/default-plan';
import { phaseWorkflowId } from '#contract/names';
import { saveCalendar } from '#data/administration/calendar.commands';
import { insertCommand } from '#data/chain/command.commands';
import { wrongStandings } from '#data/turns/standing.transitions';
import { CONTINUOUS } from '#domain/time/calendar';
import type { ClockAct } from '#domain/version/clock-acts';
import { losingReplies } from '../../../test/support/losing-replies';
import { timeSkippingServer } from '../../../test/support/temporal';
import { waitUntil } from '../../../test/support/wait-until';
import { type Draft, inRunningWorld, type RunningWorld, type RunningWorldOptions } from '../../../test/support/world/running-world';

const HOUR_MS = 3_600_000;
const WAIT = { timeout: 30_000, interval: 25 };

// Each story has a server of its own: phases open by the clock on the wall, from which skipped time only goes forward.
let env: TestWorkflowEnvironment;
beforeEach(async () => {
  env = await timeSkippingServer();
});
afterEach(async () => {
  await env.teardown();
});

/** A world whose calendar never closes, so that what is allowed passes as time does. */
const inWorld = (options: RunningWorldOptions, story: (world: RunningWorld) => Promise<void>) =>
  inRunningWorld(env, options, async (world) => {
    await saveCalendar(world.db, world.people.admin.actor, { calendar: CONTINUOUS, validFrom: null, reason: 'For this test' });
    await story(world);
  });

async function escalations(world: RunningWorld, chainId: string): Promise<{ rung: string; dueAt: Date; people: string[] }[]> {
  return await world.db.prisma.escalation.findMany({ where: { chainId }, orderBy: { dueAt: 'asc' } });
}

async function rungs(world: RunningWorld, chainId: string): Promise<string[]> {
  return (await escalations(world, chainId)).map(({ rung }) => rung);
}

/** Waits until this is what was told of a chain. */
async function told(world: RunningWorld, chainId: string, expected: readonly string[]): Promise<void> {
  await waitUntil(async () => expect(await rungs(world, chainId)).toEqual(expected), WAIT);
}

async function change(world: RunningWorld, draft: Draft, act: ClockAct): Promise<string> {
  const { commandId } = await world.send('executive', {
    ...{ kind: 'change_clock', targetId: draft.chainId, payload: { act }, comment: 'The extract is late' },
  });
  return await world.receipt(commandId);
}

describe('a phase that is left alone', () => {
  test('goes from warning over breach to each level, each told once though every reply is lost', async () => {
    const fault = losingReplies('fireAlarms');
    await inWorld({ activityInterceptors: [fault.interceptor] }, async (world) => {
      const { planning } = await world.startReport();
      const { chainId } = planning;
      const { openedAt, allowanceBusinessHours } = await world.db.prisma.chain.findUniqueOrThrow({ where: { id: chainId } });
      await env.sleep(allowanceBusinessHours * HOUR_MS + 100 * HOUR_MS);
      await told(world, chainId, ['warning', 'breach', 'level_1', 'level_2', 'level_3']);
      expect(fault.lost()).toBeGreaterThan(0);
      const all = await escalations(world, chainId);
      const hours = all.map(({ dueAt }) => (dueAt.getTime() - openedAt.getTime()) / HOUR_MS);
      const due = allowanceBusinessHours;
      expect(hours.map((one) => Math.round(one * 10) / 10)).toEqual([due * 0.8, due, due + 24, due + 48, due + 72]);
      const { tester, executive, owner } = world.people;
      // Nobody is a report executive here, and the trail says so.
      expect(all.map(({ people }) => people)).toEqual([[tester.userId], [tester.userId], [executive.userId], [owner.userId], []]);
      const notices = await world.db.prisma.notification.findMany({ where: { chainId }, orderBy: { id: 'asc' } });
      expect(notices.map(({ personId, kind }) => [personId, kind])).toEqual([
        [tester.userId, 'warning'],
        [tester.userId, 'breach'],
        [executive.userId, 'escalation'],
        [owner.userId, 'escalation'],
      ]);
      expect(await world.count(`audit_event where kind = 'alarm_raised' and chain_id = $1`, [chainId])).toBe(5);
      expect(await wrongStandings(world.db)).toEqual([]);
    });
  });

  test('has allowance and levels of seconds where its policy says so', () =>
    inWorld({}, async (world) => {
      const policy = DEFAULT_TERMS.planning.policy;
      const terms = { planning: { policy, allowanceBusinessHours: 60 / 3600, escalationBusinessHours: 20 / 3600 } };
      const { planning } = await world.startReport({ terms });
      const { openedAt } = await world.db.prisma.chain.findUniqueOrThrow({ where: { id: planning.chainId } });
      await env.sleep(HOUR_MS);
      await told(world, planning.chainId, ['warning', 'breach', 'level_1', 'level_2', 'level_3']);
      const seconds = (await escalations(world, planning.chainId)).map(({ dueAt }) =>
        Math.round((dueAt.getTime() - openedAt.getTime()) / 1_000),
      );
      expect(seconds).toEqual([48, 60, 80, 100, 120]);
      expect(await wrongStandings(world.db)).toEqual([]);
    }));

  test('tells of the time of a role from when that is used up, each rung once though every reply is lost', async () => {
    const fault = losingReplies('fireAlarms');
    await inWorld({ activityInterceptors: [fault.interceptor] }, async (world) => {
      const policy = DEFAULT_TERMS.planning.policy;
      const terms = { planning: { policy, allowanceBusinessHours: 100, escalationBusinessHours: 10, roleAllowances: { tester: 4 } } };
      const { planning } = await world.startReport({ terms });
      const { chainId } = planning;
      await env.sleep(120 * HOUR_MS);
      await told(world, chainId, ['used_up:tester', 'level_1:tester', 'level_2:tester', 'level_3:tester', 'warning', 'breach']);
      expect(fault.lost()).toBeGreaterThan(0);
      const { at } = await world.db.prisma.turn.findFirstOrThrow({ where: { chainId, turn: 'prepare' }, orderBy: { seq: 'asc' } });
      const hours = (await escalations(world, chainId)).slice(0, 4).map(({ dueAt }) => (dueAt.getTime() - at.getTime()) / HOUR_MS);
      expect(hours).toEqual([4, 14, 24, 34]);
      expect(await world.count(`notification where chain_id = $1 and kind = 'used_up'`, [chainId])).toBe(1);
      expect(await wrongStandings(world.db)).toEqual([]);
    });
  });

  test('goes on being timed after its run has gone on as another', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, planning } = await world.startReport({ continueAfterEvents: 60 });
      const runs = () => world.count('workflow_executions where workflow_id = $1', [phaseWorkflowId(cycleReportId, 'planning')]);
      for (let changes = 0; changes < 5; changes += 1)
        for (const act of ['pause', 'resume'] as const) expect(await change(world, planning, act)).toBe('applied');
      await waitUntil(async () => expect(await runs()).toBeGreaterThan(1), WAIT);
      await env.sleep(30 * 24 * HOUR_MS);
      await told(world, planning.chainId, ['warning', 'breach', 'level_1', 'level_2', 'level_3']);
    }));
});

describe('nobody is told', () => {
  test('of a phase that was finished in time', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, planning } = await world.startReport();
      expect(await world.submit(planning)).toBe('applied');
      const next = await world.draft(cycleReportId, 'sample-selection', 1);
      await env.sleep(60 * 24 * HOUR_MS);
      await told(world, next.chainId, ['warning', 'breach', 'level_1', 'level_2', 'level_3']);
      expect(await rungs(world, planning.chainId)).toEqual([]);
    }));

  test('of a turn that a command has ended which no worker has come to yet', () =>
    inWorld({}, async (world) => {
      const { cycleReportId, planning } = await world.startReport();
      const { tester } = world.people;
      const commandId = randomUUID();
      // Sent before the breach, without a ring.
      await insertCommand(
        world.db,
        { id: tester.userId, role: 'tester' },
        {
          ...{ commandId, kind: 'submit_version', targetId: planning.chainId, versionId: planning.versionId },
          seenEditRevision: planning.editRevision,
        },
      );
      await env.sleep(60 * 24 * HOUR_MS);
      expect(await world.receipt(commandId)).toBe('applied');
      await world.draft(cycleReportId, 'sample-selection', 1);
      expect(await rungs(world, planning.chainId)).toEqual([]);
    }));

  test('while the clock is paused, and again once it goes on', () =>
    inWorld({}, async (world) => {
      const { planning } = await world.startReport();
      expect(await change(world, planning, 'pause')).toBe('applied');
      await env.sleep(60 * 24 * HOUR_MS);
      expect(await rungs(world, planning.chainId)).toEqual([]);
      expect(await change(world, planning, 'resume')).toBe('applied');
      await told(world, planning.chainId, ['warning', 'breach', 'level_1', 'level_2', 'level_3']);
    }));
});
