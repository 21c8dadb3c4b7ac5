import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_TERMS, defaultPlan } from '#contract/default-plan';
import { cycleReportWorkflowId, phaseWorkflowId } from '#contract/names';
import { planPhases } from '#contract/plan';
import type { VersionInView } from '#contract/signals';
import { timeSkippingServer } from '../../../test/support/temporal';
import { RunningWorld } from '../../../test/support/world/running-world';

const WAIT = { timeout: 30_000, interval: 25 };
let env: TestWorkflowEnvironment;
let world: RunningWorld;
beforeAll(async () => {
  env = await timeSkippingServer();
});
afterAll(async () => {
  await env.teardown();
});
beforeEach(async () => {
  world = await RunningWorld.create(env, { searchAttributes: 'off' });
  await world.startWorkers();
});
afterEach(async () => {
  await world.close();
});

test('opens each phase when what it builds on is approved, and shows where the versions stand', async () => {
  const { cycleReportId, planning } = await world.startReport();
  const report = env.client.workflow.getHandle(cycleReportWorkflowId(cycleReportId));
  expect(await world.count(`chain where cycle_report_id = $1 and phase = 'sample-selection'`, [cycleReportId])).toBe(0);
  expect(await world.submit(planning)).toBe('applied');
  const selection = await world.draft(cycleReportId, 'sample-selection', 1);
  await world.submit(selection);
  const pending = { phase: 'sample-selection', versionId: selection.versionId, number: 1, status: 'pending_approval' };
  await vi.waitFor(async () => expect(await report.query<VersionInView[]>('pendingApprovals')).toEqual([pending]), WAIT);
  expect(await report.query<VersionInView[]>('currentVersions')).toContainEqual({
    phase: 'planning',
    versionId: planning.versionId,
    number: 1,
    status: 'approved',
  });
});

test('runs the phases of a new report’s plan one after the other, and waits with the last for its lanes', async () => {
  const { cycleReportId } = await world.startReport({ plan: 'default' });
  const whole = planPhases(defaultPlan({})).flatMap(({ node, within }) => (within === null ? [node] : []));
  const last = whole.pop();
  for (const [index, { phase, policy }] of whole.entries()) {
    const draft = await world.draft(cycleReportId, phase, 1);
    expect(await world.count('chain where cycle_report_id = $1', [cycleReportId])).toBe(index + 1);
    expect(await world.submit(draft)).toBe('applied');
    if (policy.mode === 'review') expect(await world.receipt(await world.decide(draft, 'approve'))).toBe('applied');
  }
  expect(last?.phase).toBe('final-report');
  expect(await world.count('chain where cycle_report_id = $1', [cycleReportId])).toBe(whole.length);
});

test('a plan written before allowances were named for their unit still opens its phases, with the same allowance', async () => {
  const cycleReportId = await world.plannedReport();
  const { rowCount } = await world.db.pool.query(
    `update cycle_report set start_input = replace(start_input::text, '"allowanceBusinessHours"', '"allowanceHours"')::jsonb
      where id = $1 and start_input::text like '%"allowanceBusinessHours"%'`,
    [cycleReportId],
  );
  expect(rowCount).toBe(1);
  await world.send('tester', { kind: 'start_report', targetId: cycleReportId });
  await world.draft(cycleReportId, 'planning', 1);
  const { rows } = await world.db.pool.query(
    'select allowance_business_hours, due_at is not null as dated from chain where cycle_report_id = $1',
    [cycleReportId],
  );
  expect(rows).toEqual([{ allowance_business_hours: DEFAULT_TERMS.planning.allowanceBusinessHours, dated: true }]);
});

test('starting twice is one report', async () => {
  const { cycleReportId } = await world.startReport();
  const { commandId } = await world.send('tester', { kind: 'start_report', targetId: cycleReportId });
  expect(await world.receipt(commandId)).toBe('already_started');
  expect(await world.count('chain where cycle_report_id = $1', [cycleReportId])).toBe(1);
});

test('a parent that has continued as new still hears its phases', async () => {
  const { cycleReportId, planning } = await world.startReport({ continueAfterEvents: 5 });
  const workflowId = cycleReportWorkflowId(cycleReportId);
  await vi.waitFor(async () => {
    await env.client.workflow.getHandle(workflowId).signal('phaseChanged');
    expect(await world.count('workflow_executions where workflow_id = $1', [workflowId])).toBeGreaterThan(1);
  }, WAIT);
  expect(await world.submit(planning)).toBe('applied');
  await world.draft(cycleReportId, 'sample-selection', 1);
  const phase = await env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'planning')).describe();
  expect(phase.status.name).toBe('RUNNING');
});

test('closing refuses what comes too late and ends every run', async () => {
  const { cycleReportId, planning } = await world.startReport();
  const { commandId } = await world.send('executive', { kind: 'close_report', targetId: cycleReportId });
  expect(await world.receipt(commandId)).toBe('applied');
  await expect(world.submit(planning)).rejects.toMatchObject({ code: 'report_closed' });
  await env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'planning')).result();
  await env.client.workflow.getHandle(cycleReportWorkflowId(cycleReportId)).result();
});
