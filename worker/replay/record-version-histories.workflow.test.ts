import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cycleReportWorkflowId, laneWorkflowId, phaseWorkflowId } from '#contract/names';
import { type CycleReportType, laterTypes } from '#domain/version/workflow-types';
import { keepHistory } from '../../test/support/keep-history';
import { LaneWorld } from '../../test/support/lane-stories';
import { LanesToTheEnd } from '../../test/support/lanes-to-the-end';
import { localServer } from '../../test/support/temporal';
import { waitUntil } from '../../test/support/wait-until';
import { RunningWorld } from '../../test/support/world/running-world';

// How histories are recorded is said in test/support/keep-history.
let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await localServer();
});
afterAll(async () => {
  await env.teardown();
});

const WAIT = { timeout: 30_000, interval: 25 };
const OLDER = ['cycleReport_1_0_0', 'cycleReport_1_1_0', 'cycleReport_1_2_0'] as const satisfies readonly CycleReportType[];

async function inWorld(story: (world: RunningWorld) => Promise<void>): Promise<void> {
  const world = await RunningWorld.create(env);
  try {
    await world.startWorkers();
    await story(world);
  } finally {
    await world.close();
  }
}

/** Sends a command about a report as its Test Executive, and awaits the receipt. */
async function told(world: RunningWorld, command: Parameters<RunningWorld['send']>[1]): Promise<string> {
  return await world.receipt((await world.send('executive', command)).commandId);
}

/** The id of a report's first run, once it has gone on in another. */
async function firstRun(world: RunningWorld, workflowId: string): Promise<string> {
  return await waitUntil(async () => {
    const { runId } = await world.db.prisma.workflowExecution.findFirstOrThrow({ where: { workflowId }, orderBy: { startedAt: 'asc' } });
    expect((await env.client.workflow.getHandle(workflowId, runId).describe()).status.name).toBe('CONTINUED_AS_NEW');
    return runId;
  }, WAIT);
}

test.each(OLDER)('%s: a later version planned and given up, a reopening refused, closed', (workflowType) =>
  inWorld(async (world) => {
    const { cycleReportId, planning } = await world.startReport({ plan: 'four', workflowType });
    const workflowId = cycleReportWorkflowId(cycleReportId);
    const [to] = laterTypes(workflowType);
    expect(await told(world, { kind: 'upgrade_report', targetId: cycleReportId, payload: to ? { to } : {}, comment: 'Soon' })).toBe(
      'applied',
    );
    expect(await told(world, { kind: 'cancel_upgrade', targetId: cycleReportId, comment: 'Not now' })).toBe('applied');
    await keepHistory(env.client, workflowId, `${workflowType}-intention-cancelled`);
    expect(await world.submit(planning)).toBe('applied');
    await world.draft(cycleReportId, 'data-profiling', 1);
    expect(await told(world, { kind: 'reopen_phase', targetId: planning.chainId, comment: 'Again' })).toBe('not_in_this_version');
    await keepHistory(env.client, workflowId, `${workflowType}-reopening-refused`);
    await keepHistory(env.client, phaseWorkflowId(cycleReportId, 'planning'), `phase-reopening-refused-by-${workflowType.slice(-5)}`);
    expect(await told(world, { kind: 'close_report', targetId: cycleReportId })).toBe('applied');
    await env.client.workflow.getHandle(workflowId).result();
    await keepHistory(env.client, workflowId, `${workflowType}-closed`);
  }),
);

test.each(OLDER)('%s: continued as new', (workflowType) =>
  inWorld(async (world) => {
    const { cycleReportId, planning } = await world.startReport({ plan: 'four', workflowType, continueAfterEvents: 5 });
    expect(await world.submit(planning)).toBe('applied');
    const workflowId = cycleReportWorkflowId(cycleReportId);
    await keepHistory(env.client, workflowId, `${workflowType}-continued`, await firstRun(world, workflowId));
  }),
);

test.each(OLDER)('%s: gone on by the next version', (workflowType) =>
  inWorld(async (world) => {
    const { cycleReportId, planning } = await world.startReport({ plan: 'four', workflowType });
    const [to] = laterTypes(workflowType);
    expect(await told(world, { kind: 'upgrade_report', targetId: cycleReportId, payload: to ? { to } : {}, comment: 'Now' })).toBe(
      'applied',
    );
    expect(await world.submit(planning)).toBe('applied');
    await world.draft(cycleReportId, 'data-profiling', 1);
    const workflowId = cycleReportWorkflowId(cycleReportId);
    await keepHistory(env.client, workflowId, `${workflowType}-upgraded`, await firstRun(world, workflowId));
    // What it goes on as begins with a plan that was changed.
    if (to === 'cycleReport_2_0_0') await keepHistory(env.client, workflowId, 'cycleReport_2_0_0-upgraded-to');
  }),
);

test('a straight line to a signed report, one lane after the other', async () => {
  const lanes = await LaneWorld.create(env);
  try {
    Object.assign(lanes.test, { attributes: ['RATE'], samples: { 'L-1': 'Retail', 'L-2': 'Commercial' } });
    const cycleReportId = await lanes.toLanes('default', { workflowType: 'cycleReport_1_0_0' });
    const people = new LanesToTheEnd(lanes, cycleReportId);
    await people.finish({ line: 'Retail', records: ['L-1'] });
    await people.finish({ line: 'Commercial', records: ['L-2'] });
    await people.signed();
    const ids = [
      [cycleReportWorkflowId(cycleReportId), 'cycleReport_1_0_0-lanes-in-turn'],
      [laneWorkflowId(cycleReportId, 'Retail'), 'lane-with-owners-in-turn'],
    ] as const;
    for (const [workflowId] of ids) await env.client.workflow.getHandle(workflowId).result();
    for (const [workflowId, name] of ids) await keepHistory(env.client, workflowId, name);
  } finally {
    await lanes.world.close();
  }
});

test('lanes beside each other, closed', async () => {
  const lanes = await LaneWorld.create(env);
  try {
    const cycleReportId = await lanes.toLanes('default', { workflowType: 'cycleReport_1_2_0' });
    await lanes.owners5(cycleReportId, 'Retail', 1);
    await lanes.owners5(cycleReportId, 'Commercial', 1);
    expect(await told(lanes.world, { kind: 'close_report', targetId: cycleReportId })).toBe('applied');
    const workflowId = cycleReportWorkflowId(cycleReportId);
    await env.client.workflow.getHandle(workflowId).result();
    await keepHistory(env.client, workflowId, 'cycleReport_1_2_0-lanes');
  } finally {
    await lanes.world.close();
  }
});
