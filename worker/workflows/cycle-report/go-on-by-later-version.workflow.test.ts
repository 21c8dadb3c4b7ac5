import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cycleReportWorkflowId } from '#contract/names';
import { readProcess } from '#data/report/process.queries';
import type { PhaseName } from '#domain/phase/phase-names';
import { CYCLE_REPORT_TYPES, type CycleReportType, laterTypes, versionNumberOf } from '#domain/version/workflow-types';
import { LaneWorld } from '../../../test/support/lane-stories';
import { LanesToTheEnd } from '../../../test/support/lanes-to-the-end';
import { timeSkippingServer } from '../../../test/support/temporal';
import { waitUntil } from '../../../test/support/wait-until';
import { inRunningWorld, type RunningWorld, type RunningWorldOptions } from '../../../test/support/world/running-world';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await timeSkippingServer();
});
afterAll(async () => {
  await env.teardown();
});

const WAIT = { timeout: 30_000, interval: 25 };
const inWorld = (options: RunningWorldOptions, story: (world: RunningWorld) => Promise<void>) => inRunningWorld(env, options, story);

/** Asks for a later version and awaits the receipt. */
async function ask(world: RunningWorld, cycleReportId: string, to: CycleReportType, now = false): Promise<string> {
  const payload = now ? { to, now } : { to };
  const { commandId } = await world.send('executive', { kind: 'upgrade_report', targetId: cycleReportId, payload, comment: 'It is time.' });
  return await world.receipt(commandId);
}

/** Waits until the run of a report is of this type, and the tables say so. */
async function runsAs(world: RunningWorld, cycleReportId: string, type: CycleReportType): Promise<void> {
  await waitUntil(async () => {
    const { workflowType } = await world.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: cycleReportId } });
    const run = await env.client.workflow.getHandle(cycleReportWorkflowId(cycleReportId)).describe();
    expect([workflowType, run.type, run.status.name]).toEqual([type, type, 'RUNNING']);
  }, WAIT);
}

/** Submits the first draft of a phase and has it approved where that takes somebody. */
async function approve(world: RunningWorld, cycleReportId: string, phase: PhaseName): Promise<void> {
  const draft = await world.draft(cycleReportId, phase, 1);
  expect(await world.submit(draft)).toBe('applied');
  if (phase !== 'planning') expect(await world.receipt(await world.decide(draft, 'approve'))).toBe('applied');
}

test('a report that began by 1.0.0 goes on step by step, at one boundary after the other, by 2.0.0 to a closed report', async () => {
  const lanes = await LaneWorld.create(env);
  const { world } = lanes;
  try {
    Object.assign(lanes.test, { attributes: ['RATE'], samples: { 'L-1': 'Retail', 'L-2': 'Commercial' } });
    const { cycleReportId } = await world.startReport({ plan: 'default', workflowType: 'cycleReport_1_0_0' });
    const due = (phase: PhaseName) =>
      world.count('chain where cycle_report_id = $1 and phase = $2 and due_at is not null', [cycleReportId, phase]);

    expect(await ask(world, cycleReportId, 'cycleReport_1_1_0')).toBe('applied');
    expect((await readProcess(world.db.pool, cycleReportId)).planned).toMatchObject({ to: { number: '1.1.0' }, reason: 'It is time.' });
    await runsAs(world, cycleReportId, 'cycleReport_1_0_0');
    await approve(world, cycleReportId, 'planning');
    await runsAs(world, cycleReportId, 'cycleReport_1_1_0');
    expect((await readProcess(world.db.pool, cycleReportId)).planned).toBeNull();
    await world.draft(cycleReportId, 'data-profiling', 1);
    expect([await due('planning'), await due('data-profiling')]).toEqual([0, 1]);
    await approve(world, cycleReportId, 'data-profiling');
    await approve(world, cycleReportId, 'scoping');
    await approve(world, cycleReportId, 'sample-selection');

    // Between two lanes that come one after the other.
    const people = new LanesToTheEnd(lanes, cycleReportId);
    const first = { line: 'Retail', records: ['L-1'] } as const;
    await people.owned(first);
    await people.supplied(first);
    await people.tested(first);
    expect(await ask(world, cycleReportId, 'cycleReport_1_2_0')).toBe('applied');
    await runsAs(world, cycleReportId, 'cycleReport_1_1_0');
    await people.observed(first);
    await runsAs(world, cycleReportId, 'cycleReport_1_2_0');
    expect(await ask(world, cycleReportId, 'cycleReport_2_0_0')).toBe('applied');
    await people.finish({ line: 'Commercial', records: ['L-2'] });
    await runsAs(world, cycleReportId, 'cycleReport_2_0_0');
    const { final } = await people.signed();
    expect(final.number).toBe(1);

    const told = await world.db.prisma.auditEvent.findMany({ where: { kind: 'version_upgraded' }, orderBy: { seq: 'asc' } });
    expect(told.map(({ changes }) => (changes as { from: string; to: string }[])[0])).toMatchObject([
      { from: '1.0.0', to: '1.1.0' },
      { from: '1.1.0', to: '1.2.0' },
      { from: '1.2.0', to: '2.0.0' },
    ]);
    expect(await lanes.problems(cycleReportId)).toEqual([]);
  } finally {
    await world.close();
  }
});

test.each(
  CYCLE_REPORT_TYPES.flatMap((from) => laterTypes(from).map((to) => [versionNumberOf(from), versionNumberOf(to), from, to] as const)),
)('from %s a report goes on by %s at the next boundary, and opens what comes next by that', (_, __, from, to) =>
  inWorld({}, async (world) => {
    const { cycleReportId } = await world.startReport({ plan: 'four', workflowType: from });
    expect(await ask(world, cycleReportId, to)).toBe('applied');
    await approve(world, cycleReportId, 'planning');
    await runsAs(world, cycleReportId, to);
    await world.draft(cycleReportId, 'data-profiling', 1);
    expect(await world.count('chain where cycle_report_id = $1', [cycleReportId])).toBe(2);
    expect(await ask(world, cycleReportId, from)).toBe('not_a_later_version');
    expect(await ask(world, cycleReportId, to)).toBe('not_a_later_version');
  }),
);

test('now is refused while something is open, with what that is; what is planned can be planned otherwise and given up', () =>
  inWorld({}, async (world) => {
    const { cycleReportId } = await world.startReport({ plan: 'four', workflowType: 'cycleReport_1_0_0' });
    expect(await ask(world, cycleReportId, 'cycleReport_1_1_0', true)).toBe('not_at_boundary');
    const refused = await world.db.prisma.receipt.findFirstOrThrow({ where: { code: 'not_at_boundary' } });
    expect(refused.detail).toBe('Open: Planning.');

    const giveUp = async () => {
      const { commandId } = await world.send('executive', { kind: 'cancel_upgrade', targetId: cycleReportId, comment: 'Not yet.' });
      return await world.receipt(commandId);
    };
    expect(await giveUp()).toBe('nothing_planned');
    expect(await ask(world, cycleReportId, 'cycleReport_1_1_0')).toBe('applied');
    expect(await ask(world, cycleReportId, 'cycleReport_2_0_0')).toBe('applied');
    expect((await readProcess(world.db.pool, cycleReportId)).planned?.to.number).toBe('2.0.0');
    expect(await giveUp()).toBe('applied');
    await approve(world, cycleReportId, 'planning');
    await world.draft(cycleReportId, 'data-profiling', 1);
    await runsAs(world, cycleReportId, 'cycleReport_1_0_0');
    expect(await world.count(`audit_event where kind = 'version_upgraded'`)).toBe(0);

    const tester = world.send('tester', {
      kind: 'upgrade_report',
      targetId: cycleReportId,
      payload: { to: 'cycleReport_2_0_0' },
      comment: 'x',
    });
    await expect(tester).rejects.toMatchObject({ code: 'not_permitted' });
    const silent = world.send('executive', { kind: 'upgrade_report', targetId: cycleReportId, payload: { to: 'cycleReport_2_0_0' } });
    expect(await world.receipt((await silent).commandId)).toBe('reason_required');
    const carried = await world.send('executive', { kind: 'upgrade_report', targetId: cycleReportId, comment: 'Later phases' });
    expect(await world.receipt(carried.commandId)).toBe('plan_is_fixed');
  }));

test('now is carried out where the workflow comes to it between two phases', () =>
  inWorld({}, async (world) => {
    const { cycleReportId, planning } = await world.startReport({ plan: 'four', workflowType: 'cycleReport_1_0_0' });
    // The worker is away while the last draft is handed in by a phase that has gone on without its report.
    const report = env.client.workflow.getHandle(cycleReportWorkflowId(cycleReportId));
    await report.terminate('an operator ends it');
    expect(await world.submit(planning)).toBe('applied');
    const { commandId } = await world.send('executive', {
      kind: 'upgrade_report',
      targetId: cycleReportId,
      payload: { to: 'cycleReport_2_0_0', now: true },
      comment: 'Nothing is open.',
    });
    const restart = await world.send('admin', { kind: 'restart_report', targetId: cycleReportId, comment: 'Ended by mistake' });
    expect([await world.receipt(commandId), await world.receipt(restart.commandId)]).toEqual(['applied', 'applied']);
    await runsAs(world, cycleReportId, 'cycleReport_2_0_0');
    await world.draft(cycleReportId, 'data-profiling', 1);
  }));

test('a worker that dies between the commit and its going on changes the version once, and goes on by it', () => {
  let deaths = 0;
  const dying: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      execute: async (input, next) => {
        const result = await next(input);
        if (info.activityType !== 'beginUpgrade' || info.attempt > 2) return result;
        deaths += 1;
        throw new Error('the worker died after its commit');
      },
    },
  });
  return inWorld({ activityInterceptors: [dying] }, async (world) => {
    const { cycleReportId } = await world.startReport({ plan: 'four', workflowType: 'cycleReport_1_1_0' });
    expect(await ask(world, cycleReportId, 'cycleReport_1_2_0')).toBe('applied');
    await approve(world, cycleReportId, 'planning');
    await runsAs(world, cycleReportId, 'cycleReport_1_2_0');
    await world.draft(cycleReportId, 'data-profiling', 1);
    expect(deaths).toBe(2);
    expect(await world.count(`audit_event where kind = 'version_upgraded'`)).toBe(1);
    const { startInput } = await world.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: cycleReportId } });
    expect(startInput).toMatchObject({ planSeq: 1 });
  });
});

test('a run that is terminated between the commit and its going on is restarted by the later version', () => {
  let committed = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    committed = resolve;
  });
  let hangs = true;
  const hanging: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      execute: async (input, next) => {
        const result = await next(input);
        if (info.activityType !== 'beginUpgrade' || !hangs) return result;
        hangs = false;
        committed();
        throw new Error('nobody hears of it');
      },
    },
  });
  return inWorld({ activityInterceptors: [hanging] }, async (world) => {
    const { cycleReportId } = await world.startReport({ plan: 'four', workflowType: 'cycleReport_1_0_0' });
    expect(await ask(world, cycleReportId, 'cycleReport_2_0_0')).toBe('applied');
    await world.submit(await world.draft(cycleReportId, 'planning', 1));
    await done;
    await env.client.workflow.getHandle(cycleReportWorkflowId(cycleReportId)).terminate('an operator ends it');
    const restart = await world.send('admin', { kind: 'restart_report', targetId: cycleReportId, comment: 'It goes on' });
    expect(await world.receipt(restart.commandId)).toBe('applied');
    await runsAs(world, cycleReportId, 'cycleReport_2_0_0');
    await world.draft(cycleReportId, 'data-profiling', 1);
    expect(await world.count(`audit_event where kind = 'version_upgraded'`)).toBe(1);
  });
});

test('commands and rings in the moment of the change are all answered', () =>
  inWorld({}, async (world) => {
    const { cycleReportId, planning } = await world.startReport({ plan: 'four', workflowType: 'cycleReport_1_0_0' });
    expect(await ask(world, cycleReportId, 'cycleReport_1_2_0')).toBe('applied');
    const assign = () => world.send('executive', { kind: 'change_assignment', targetId: cycleReportId, payload: { dueOn: '2027-01-31' } });
    const [submitted, ...sent] = await Promise.all([world.submit(planning), ...Array.from({ length: 10 }, assign)]);
    expect(submitted).toBe('applied');
    for (const { commandId } of sent) expect(await world.receipt(commandId)).toBe('applied');
    await runsAs(world, cycleReportId, 'cycleReport_1_2_0');
    await world.draft(cycleReportId, 'data-profiling', 1);
  }));
