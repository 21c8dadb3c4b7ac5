import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OtlpReceiver, startOtlpReceiver } from '../test/support/otlp-receiver';
import { localServer } from '../test/support/temporal';
import { waitUntil } from '../test/support/wait-until';
import { RunningWorld } from '../test/support/world/running-world';

const WAIT = { timeout: 60_000, interval: 100 };
/** What a line may be told apart by: kinds and queues, of which there are ever the same. */
const LABELS = new Set([
  ...[
    'activity_type',
    'workflow_type',
    'worker_type',
    'poller_type',
    'task_queue',
    'namespace',
    'service_name',
    'operation',
    'status_code',
  ],
  ...['failure_reason', 'eager', 'le', 'quantile', 'kind', 'type', 'space', 'version', 'major', 'minor', 'patch'],
]);
const TOKEN = 'of-the-installation';

let env: TestWorkflowEnvironment;
let receiver: OtlpReceiver;
let world: RunningWorld;
let worker: ChildProcess;
let ended: Promise<number | null>;
/** What the worker has logged, line by line. */
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  [env, receiver] = await Promise.all([localServer(), startOtlpReceiver()]);
  world = await RunningWorld.create(env);
  worker = spawn(process.execPath, ['--import', 'tsx', 'worker/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: world.database.url,
      TEMPORAL_ADDRESS: env.address,
      COUNTERSIGN_HOME: world.filesDir,
      COUNTERSIGN_WORKER_METRICS: '0',
      COUNTERSIGN_METRICS_TOKEN: TOKEN,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address,
    },
  });
  ended = new Promise((resolve) => worker.once('close', resolve));
  if (worker.stdout) createInterface(worker.stdout).on('line', (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
});
afterAll(async () => {
  worker.kill('SIGKILL');
  await world.close();
  await receiver.stop();
  await env.teardown();
});

/** The port that the worker says it tells of itself at. */
const metricsPort = () =>
  waitUntil(async () => {
    const ready = lines.find(({ msg }) => msg === 'the worker is ready');
    if (ready === undefined) throw new Error('the worker is not ready');
    return Number(ready.metricsPort);
  }, WAIT);

it('a worker tells of itself whoever carries the token, logs by ids, and sends what it traced before it ends', async () => {
  const at = `http://127.0.0.1:${await metricsPort()}/metrics`;
  const cycleReportId = await world.plannedReport();
  const { commandId } = await world.send('tester', { kind: 'start_report', targetId: cycleReportId });
  expect(await world.receipt(commandId)).toBe('applied');
  await world.draft(cycleReportId, 'planning', 1);

  for (const told of ['', `Bearer ${TOKEN}!`]) expect((await fetch(at, { headers: { authorization: told } })).status).toBe(404);
  const authorization = `Bearer ${TOKEN}`;
  expect((await fetch(at.replace('/metrics', '/'), { headers: { authorization } })).status).toBe(404);
  const answer = await fetch(at, { headers: { authorization } });
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const metrics = await answer.text();
  expect(metrics).toMatch(/^countersign_worker_process_resident_memory_bytes \d+/m);
  expect(metrics).toMatch(/^temporal_activity_execution_latency_seconds_count\{.*activity_type="openChain".*\} \d+$/m);
  expect(metrics).toMatch(/^temporal_workflow_task_execution_latency_seconds_count\{.*workflow_type="phase".*\} \d+$/m);
  const labels = new Set([...metrics.matchAll(/[{,]([a-z_]+)="/g)].map(([, label]) => label));
  expect([...labels].filter((label) => !LABELS.has(label ?? ''))).toEqual([]);
  const { rows } = await world.db.pool.query<{ name: string }>('select name from report union select name from app_user');
  for (const secret of [cycleReportId, commandId, ...rows.map(({ name }) => name)]) expect(metrics).not.toContain(secret);
  expect(metrics).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);

  const answered = lines.find(({ msg, commandId: about }) => msg === 'a command was answered' && about === commandId);
  expect(answered).toMatchObject({
    name: 'worker',
    workflowId: `cycle-report/${cycleReportId}`,
    runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(answered?.trace_id).toMatch(/^[0-9a-f]{32}$/);

  worker.kill('SIGTERM');
  expect(await ended).toBe(0);
  const spans = receiver.spans();
  expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['countersign-worker']));
  expect(spans).toContainEqual(expect.objectContaining({ name: 'RunActivity:processNextReportCommand', traceId: answered?.trace_id }));
});

it('says at once where it cannot be asked', async () => {
  const port = new URL(receiver.address).port;
  const taken = spawn(process.execPath, ['--import', 'tsx', 'worker/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: world.database.url,
      COUNTERSIGN_WORKER_METRICS: port,
      COUNTERSIGN_METRICS_TOKEN: randomUUID(),
    },
  });
  let said = '';
  taken.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  expect(await new Promise((resolve) => taken.once('close', resolve))).toBe(1);
  expect(said).toContain(`COUNTERSIGN_WORKER_METRICS names 127.0.0.1:${port}, where nothing can be served`);
});
