import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type ActivityInterceptorsFactory, Worker, type WorkerOptions } from '@temporalio/worker';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildIdFile } from '#worker/build-id';
import { createWorkers } from '#worker/create-workers';
import { QUEUES } from '#worker/environment';
import { UNHEARD_STANDINGS } from '#worker/standing-sinks';
import { localServer, productBundle, productBundleWith } from '../../test/support/temporal';
import { waitUntil } from '../../test/support/wait-until';
import { type Draft, RunningWorld } from '../../test/support/world/running-world';
import { buildInCharge } from '../services/temporal-health';
import { deploy } from './deploy';
import type { Deployed } from './deployed';
import { givenTo } from './deployment';
import { namesOfRuns } from './run-names';
import { underWayElsewhere } from './running-runs';

const WAIT = { timeout: 30_000, interval: 50 };
const REPORTS = 8;
/** People do not stop before the switch, whatever it takes. */
const STORY_MS = 300_000;
/** Temporal's number of a turn that is taken again because somebody rang meanwhile. */
const UNHANDLED_COMMAND = 1;

type Submitted = Draft & { cycleReportId: string };
type Bundle = NonNullable<WorkerOptions['workflowBundle']>;

let env: TestWorkflowEnvironment;
let world: RunningWorld;
let former: Bundle;
let later: Bundle;
const stops = new Map<string, () => Promise<void>>();
const said: string[] = [];

beforeAll(async () => {
  [former, later] = await Promise.all([
    productBundle(),
    productBundleWith(new URL('../../worker/replay/fixtures/second-build.ts', import.meta.url)),
  ]);
});
beforeEach(async () => {
  env = await localServer();
  world = await RunningWorld.create(env, { waitMs: 60_000 });
  said.length = 0;
});
afterEach(async () => {
  for (const build of [...stops.keys()]) await stopWorkers(build);
  await world.close();
  await env.teardown();
});

async function startWorkers(buildId: string, workflowBundle: Bundle, activityInterceptors: ActivityInterceptorsFactory[] = []) {
  const workers = await createWorkers({
    ...{ connection: env.nativeConnection, namespace: env.namespace ?? 'default', dependencies: world.dependencies },
    ...{ workflowBundle, queues: QUEUES, buildId, activityInterceptors },
  });
  const runs = workers.map((worker) => worker.run());
  stops.set(buildId, async () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.all(runs);
  });
}

/** Starts a worker as an operator does, from compiled workflows that say which build they are. */
async function startProcess(build: string, bundle: Bundle): Promise<void> {
  const compiled = path.join(world.filesDir, 'workflow-bundle.js');
  await writeFile(compiled, 'code' in bundle ? bundle.code : '');
  await writeFile(buildIdFile(compiled), `${build}\n`);
  const worker = spawn(process.execPath, ['--import', 'tsx', 'worker/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ ...process.env, NODE_ENV: 'test', DATABASE_URL: world.database.url, TEMPORAL_ADDRESS: env.address },
      ...{ COUNTERSIGN_HOME: world.filesDir, COUNTERSIGN_WORKFLOW_BUNDLE: compiled, COUNTERSIGN_WORKER_VERSIONING: 'on' },
    },
  });
  const ended = new Promise((resolve) => worker.once('close', resolve));
  stops.set(build, async () => {
    worker.kill('SIGTERM');
    await ended;
  });
}

async function stopWorkers(build: string): Promise<void> {
  await stops.get(build)?.();
  stops.delete(build);
}

function deployed(build: string, workflowBundle: Bundle, { check = false, waitMs = 120_000 } = {}): Promise<Deployed> {
  const names = (workflowIds: readonly string[]) => namesOfRuns(world.db.pool, workflowIds);
  const release = { client: env.client, code: { workflowBundle }, build, names };
  return deploy(release, { check, waitMs, say: (sentence) => void said.push(sentence), progress: () => undefined });
}

/** A report with a version of its second phase to be decided on. */
async function submitted(): Promise<Submitted> {
  const { cycleReportId, planning } = await world.startReport();
  expect(await world.submit(planning)).toBe('applied');
  return await submittedAgain(cycleReportId, 1);
}

async function submittedAgain(cycleReportId: string, number: number): Promise<Submitted> {
  expect(await world.submit(await world.draft(cycleReportId, 'sample-selection', number))).toBe('applied');
  return { ...(await world.version(cycleReportId, 'sample-selection', number, 'pending_approval')), cycleReportId };
}

test(
  'reports that people work in go on by the later build, and the former one is neither needed nor taken back',
  async () => {
    await startWorkers('former', former);
    expect(await deployed('former', former)).toMatchObject({ outcome: 'switched', before: null, replayed: 0 });
    const reports = await Promise.all(Array.from({ length: REPORTS }, submitted));
    await startWorkers('later', later);

    let switched = false;
    const deploying = deployed('later', later).finally(() => {
      switched = true;
    });
    const decided = reports.map(async (report) => {
      let version = report;
      do {
        expect(await world.receipt(await world.decide(version, 'request_changes', 'more, please'))).toBe('applied');
        version = await submittedAgain(version.cycleReportId, version.number + 1);
      } while (!switched);
      return version;
    });
    const [found, ...versions] = await Promise.all([deploying, ...decided]);
    expect(found).toMatchObject({ outcome: 'switched', before: 'former', differing: 0, underWay: [] });
    expect(found.replayed).toBeGreaterThanOrEqual(3 * REPORTS);
    expect(found.mayStop).toEqual([{ build: 'former', workers: [expect.stringContaining(`${process.pid}@`)] }]);

    await stopWorkers('former');
    const answers = await Promise.all(versions.map(async (version) => world.receipt(await world.decide(version, 'approve'))));
    expect(new Set(answers)).toEqual(new Set(['applied']));
    expect(await world.count('command c where not exists (select from receipt r where r.command_id = c.id)')).toBe(0);
    const told = await historiesOf(later);
    expect(told).toMatchObject({ failedTasks: 0, unlike: [] });
    expect(told.patched).toBeGreaterThanOrEqual(REPORTS);

    await startWorkers('former', former);
    const back = await deployed('former', former);
    expect(back).toMatchObject({ outcome: 'differs', before: 'later' });
    expect(back.differing).toBeGreaterThanOrEqual(REPORTS);
    expect(back.differences.map(({ run }) => run)).toContainEqual(expect.stringMatching(/^Report .*: Sample Selection$/));
    expect(said.at(-1)).toContain('Nothing was changed: runs stay with build later.');
    expect((await givenTo(env.client)).build).toBe('later');

    expect(await deployed('later', later)).toMatchObject({ outcome: 'current', replayed: null });
    expect(await deployed('later', later, { check: true })).toMatchObject({ outcome: 'replays', differing: 0 });
  },
  STORY_MS,
);

test(
  'what the former build has in hand is waited for, and named where it lasts',
  async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const holding: ActivityInterceptorsFactory = ({ info }) => ({
      inbound: {
        execute: async (input, next) => {
          if (info.activityType === 'createVersion') await held;
          return await next(input);
        },
      },
    });
    await startWorkers('former', former, [holding]);
    await deployed('former', former);
    const cycleReportId = await world.plannedReport();
    await world.send('tester', { kind: 'start_report', targetId: cycleReportId });
    await waitUntil(async () => {
      if ((await underWayElsewhere(env.client, 'later')).length === 0) throw new Error('nothing is in hand yet');
    }, WAIT);
    await startWorkers('later', later);
    const found = await deployed('later', later, { waitMs: 3_000 });
    expect(found).toMatchObject({
      outcome: 'switched',
      mayStop: [],
      underWay: [{ run: expect.stringMatching(/: Planning$/), workflowId: `cycle-report/${cycleReportId}/planning` }],
    });
    letGo();
    expect(await deployed('later', later)).toMatchObject({ outcome: 'current', underWay: [], mayStop: [{ build: 'former' }] });
    expect(await world.submit(await world.draft(cycleReportId, 'planning', 1))).toBe('applied');
  },
  STORY_MS,
);

test(
  'reports that began with workers of no build go on by the first that tells of one',
  async () => {
    await world.startWorkers();
    const { planning } = await world.startReport();
    await expect(deployed('first', former, { waitMs: 0 })).rejects.toThrow(
      'No worker of build first takes work from countersign, countersign-versions and countersign-analysis. Of those that run, some tell of no build.',
    );
    expect((await givenTo(env.client)).build).toBeNull();
    await startProcess('first', former);
    const found = await deployed('first', former);
    expect(found).toMatchObject({ outcome: 'switched', before: null, differing: 0, mayStop: [{ build: null }] });
    expect(found.replayed).toBeGreaterThanOrEqual(2);
    expect(await buildInCharge(env.address, env.namespace ?? 'default')).toBe('first');
    await world.stop();
    // The process knows the real phases, whose gates this draft does not pass: it has answered.
    expect(await world.submit(planning)).toBe('gates_open');
  },
  STORY_MS,
);

/** What all histories of the server say: tasks that failed, runs that do not replay, and in how many runs the later build took its step. */
async function historiesOf(workflowBundle: Bundle): Promise<{ failedTasks: number; unlike: string[]; patched: number }> {
  const found = { failedTasks: 0, unlike: [] as string[], patched: 0 };
  const histories = async function* () {
    for await (const { workflowId, runId } of env.client.workflow.list({ query: 'TaskQueue = "countersign"' })) {
      const history = await env.client.workflow.getHandle(workflowId, runId).fetchHistory();
      for (const { workflowTaskFailedEventAttributes: failed } of history.events ?? [])
        if (failed && failed.cause !== UNHANDLED_COMMAND) found.failedTasks += 1;
      if (history.events?.some(({ markerRecordedEventAttributes: marker }) => marker?.markerName === 'core_patch')) found.patched += 1;
      yield { workflowId, history };
    }
  };
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, sinks: UNHEARD_STANDINGS }, histories()))
    if (error) found.unlike.push(`${workflowId}: ${error.message}`);
  return found;
}
