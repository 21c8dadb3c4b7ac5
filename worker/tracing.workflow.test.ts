import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { phaseWorkflowId } from '#contract/names';
import { openTemporal, type TemporalGateway } from '#dispatch/temporal-gateway';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../test/support/otlp-receiver';
import { localServer, productBundle, productBundleTraced } from '../test/support/temporal';
import { waitUntil } from '../test/support/wait-until';
import { RunningWorld } from '../test/support/world/running-world';
import { relayOnce } from './activities/relay';
import { UNHEARD_STANDINGS } from './standing-sinks';
import { startWorkerTelemetry } from './telemetry';

const WAIT = { timeout: 20_000, interval: 50 };
const UUID = /^[0-9a-f-]{36}$/;
const WORKFLOW_OF_REPORT = /^cycle-report\/[0-9a-f-]{36}(\/[a-z-]+)?$/;

let env: TestWorkflowEnvironment;
let receiver: OtlpReceiver;
let world: RunningWorld;
/** What a person's click is sent by. */
let pages: TemporalGateway;
let said: { line: unknown; words: string }[];
let stopTracing: () => Promise<void>;

/** Workers and pages that are traced, with their spans sent to an address. */
async function traced(collector: string): Promise<void> {
  const hear = (line: unknown, words = '') => void said.push({ line, words });
  const { stop, ...tracing } = await startWorkerTelemetry(collector, { info: hear, warn: hear });
  stopTracing = stop;
  pages = openTemporal({ TEMPORAL_ADDRESS: env.address });
  world = await RunningWorld.create(env, { tracing, workflowBundle: await productBundleTraced() });
  await world.startWorkers();
}

beforeAll(async () => {
  // Compiled before a test is given its time.
  [env] = await Promise.all([localServer(), productBundle(), productBundleTraced()]);
});
afterAll(async () => {
  await env.teardown();
});
beforeEach(async () => {
  said = [];
  receiver = await startOtlpReceiver();
});
afterEach(async () => {
  await world.terminateAll();
  await world.close();
  await pages.close();
  await stopTracing();
  await receiver.stop();
});

/** Approves the samples of a new report by a command with this id, and waits for its receipt. */
async function decide(commandId: string): Promise<{ versionId: string; cycleReportId: string }> {
  const { cycleReportId, planning } = await world.startReport();
  await world.submit(planning);
  const { versionId, chainId } = await approvable(cycleReportId);
  const seenVersionHash = (await world.versionHash(versionId)) ?? '';
  await world.sendVia(pages, 'owner', {
    ...{ commandId, kind: 'decide_version', targetId: chainId, versionId, seenVersionHash },
    payload: { decision: 'approve' },
  });
  expect(await world.receipt(commandId)).toBe('applied');
  return { versionId, cycleReportId };
}

async function approvable(cycleReportId: string): Promise<{ versionId: string; chainId: string }> {
  const draft = await world.draft(cycleReportId, 'sample-selection', 1);
  expect(await world.submit(draft)).toBe('applied');
  // A loop that still looks for more would answer the decision for the ring before it.
  await waitUntil(async () => {
    const { raw } = await env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'sample-selection')).describe();
    expect([raw.pendingActivities, raw.pendingWorkflowTask]).toEqual([[], null]);
  }, WAIT);
  return draft;
}

/** The spans from the first of a trace to this one. */
function wayTo(span: ReceivedSpan | undefined, spans: readonly ReceivedSpan[]): string[] {
  if (span === undefined) return ['a span that never came'];
  if (span.parentSpanId === '') return [span.name];
  const parent = spans.find(({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId);
  return [...wayTo(parent, spans), span.name];
}

it('tells one decision as one connected trace, from the command to the activity that answered it, and sends all of it at the end', async () => {
  await traced(receiver.address);
  const commandId = randomUUID();
  const { versionId, cycleReportId } = await decide(commandId);
  const isDecision = ({ name, attributes }: ReceivedSpan) =>
    name === 'Command:decide_version' && attributes['countersign.command_id'] === commandId;
  // The report's workflow is told of it, in the same trace.
  await waitUntil(async () => {
    const { traceId } = receiver.spans().find(isDecision) ?? {};
    expect(receiver.spans()).toContainEqual(expect.objectContaining({ name: 'HandleSignal:phaseChanged', traceId }));
  }, WAIT);
  const runs = [`cycle-report/${cycleReportId}`, `cycle-report/${cycleReportId}/sample-selection`];
  const histories = await Promise.all(runs.map((id) => env.client.workflow.getHandle(id).fetchHistory()));
  await world.stop();
  await stopTracing();

  const spans = receiver.spans();
  const command = spans.find(isDecision);
  const ofTrace = spans.filter(({ traceId }) => traceId === command?.traceId);
  const answer = ofTrace.find(
    ({ name, attributes }) => name === 'RunActivity:processNextChainCommand' && attributes['countersign.command_id'] === commandId,
  );
  expect(wayTo(answer, spans)).toEqual([
    'Command:decide_version',
    'SignalWorkflow:submitVersionApproval',
    'HandleSignal:submitVersionApproval',
    'StartActivity:processNextChainCommand',
    'RunActivity:processNextChainCommand',
  ]);
  expect(command?.attributes).toEqual({
    'countersign.command_id': commandId,
    'countersign.version_id': versionId,
    'countersign.workflow_id': `cycle-report/${cycleReportId}/sample-selection`,
  });
  expect(answer?.attributes['countersign.run_id']).toMatch(UUID);
  expect(ofTrace.map(({ name }) => name)).toContain('RunActivity:archiveHistory');
  // All that hangs on the decision hangs together.
  for (const span of ofTrace) expect(wayTo(span, spans)[0], span.name).toBe('Command:decide_version');

  // A worker that does not trace goes on with what a tracing one began.
  for (const [n, history] of histories.entries())
    await Worker.runReplayHistory({ workflowBundle: await productBundle(), sinks: UNHEARD_STANDINGS }, history, runs[n]);
});

it('tells neither names nor content, and of a run only ids', async () => {
  await traced(receiver.address);
  const { cycleReportId } = await decide(randomUUID());
  await world.stop();
  await stopTracing();
  const { rows } = await world.db.pool.query<{ name: string }>(
    'select name from report union select name from app_user union select email from app_user',
  );
  expect(rows.length).toBeGreaterThan(4);
  for (const { name } of rows) expect(receiver.text()).not.toContain(name);
  const attributes = receiver.spans().flatMap((span) => Object.entries(span.attributes));
  expect([...new Set(attributes.map(([key]) => key))].sort()).toEqual(
    ['activity_id', 'command_id', 'run_id', 'version_id', 'workflow_id'].map((id) => `countersign.${id}`),
  );
  const workflowIds = attributes.flatMap(([key, value]) => (key === 'countersign.workflow_id' ? [value] : []));
  expect(workflowIds).toContain(`cycle-report/${cycleReportId}`);
  for (const workflowId of workflowIds) expect(workflowId).toMatch(WORKFLOW_OF_REPORT);
});

it('begins a trace of its own where the relay rings, with the id of the command', async () => {
  await traced(receiver.address);
  const cycleReportId = await world.plannedReport();
  const away = { ...pages, startReport: () => Promise.reject(new Error('Temporal is away')) };
  const { commandId, rang } = await world.sendVia(away, 'tester', { kind: 'start_report', targetId: cycleReportId });
  expect(rang).toBe(false);
  await world.age(commandId);
  await relayOnce({ db: world.db, temporal: pages, log: world.dependencies.log }, 0);
  expect(await world.receipt(commandId)).toBe('applied');
  await world.draft(cycleReportId, 'planning', 1);
  await world.stop();
  await stopTracing();
  const spans = receiver.spans();
  const ofCommand = spans.filter(({ attributes }) => attributes['countersign.command_id'] === commandId);
  const ways = ofCommand.map((span) => wayTo(span, spans));
  expect(ways).toContainEqual(['Command:start_report']);
  expect(ways).toContainEqual([
    'Relay:start_report',
    'SignalWithStartWorkflow:cycleReport_2_0_0',
    'HandleSignal:phaseChanged',
    'StartActivity:processNextReportCommand',
    'RunActivity:processNextReportCommand',
  ]);
});

it('answers decisions as ever where no collector is, and says so once', async () => {
  await receiver.stop();
  await traced(receiver.address);
  await decide(randomUUID());
  await decide(randomUUID());
  await stopTracing();
  expect(said.map(({ words }) => words)).toEqual([expect.stringContaining('traces do not arrive at their collector')]);
  const { host } = new URL(receiver.address);
  expect(said[0]?.line).toMatchObject({ collector: host, reason: expect.stringContaining('ECONNREFUSED') });
});
