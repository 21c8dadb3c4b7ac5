import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { CONTINUE_AFTER_EVENTS } from '#contract/cycle-report';
import { cycleReportWorkflowId, phaseWorkflowId } from '#contract/names';
import { type Database, openDatabase } from '#data/sql/connection';
import { UNHEARD_STANDINGS } from '#worker/standing-sinks';
import { localServer, productBundle } from '../support/temporal';
import { RunningWorld } from '../support/world/running-world';
import { BARE_QUEUE, bareWorker, makeBareTable } from './bare-worker';
import { untilQuiet } from './bench-decision';
import { Decider } from './decider';
import { type BenchLine, median, timed } from './measurement';
import { untilRows } from './until-rows';

const BARE_SIGNALS = 100;
const REPLAYS = 5;
const REPLAY_GOAL_MS = 1_000;
/** Far below what Temporal warns of (10 MB), kB. */
const SIZE_GOAL_KB = 2_048;
const KB = 1_024;
/** A machine that others use as well may take its time. */
const WAIT_MS = 600_000;

/**
 * What Temporal keeps of a phase in which many decisions were made, each as soon as its draft was there: events a command beside a bare signal, activity and commit; the longest
 * run's history beside where it is to be continued as new, its size, and how long it takes to replay.
 */
export async function benchHistory(decisions: number): Promise<BenchLine[]> {
  const env = await localServer();
  const world = await RunningWorld.create(env, { waitMs: WAIT_MS });
  const owner = openDatabase(world.database.ownerUrl, { maxConnections: 2 });
  try {
    const floor = await bareEvents(env, owner);
    await world.startWorkers();
    const decider = await Decider.begin(world);
    const began = (await runsOf(env, owner, phaseWorkflowId(decider.cycleReportId, 'sample-selection'))).events;
    for (let made = 0; made < decisions; made += 1) {
      await decider.submit();
      await untilRows(world.db, 'select command_id::text as id from receipt where command_id = any($1::uuid[])', [() => decider.decide()]);
      await decider.goOn();
    }
    await untilQuiet(owner);
    const phase = await runsOf(env, owner, phaseWorkflowId(decider.cycleReportId, 'sample-selection'));
    const report = await runsOf(env, owner, cycleReportWorkflowId(decider.cycleReportId));
    // Each version is submitted before somebody decides on it.
    const commands = 2 * decisions;
    const many = `${decisions.toLocaleString('en')} decisions`;
    const replayed = await timeReplay(env, phase.longest);
    return [
      {
        ...{ name: `events a command, ${many} in one phase, beside signal, activity, commit`, goal: 3, unit: 'events' },
        ...{ ours: (phase.events - began) / commands, floor },
        note: `${phase.runs} runs of the phase; ${(report.events / commands).toFixed(1)} events a command in ${report.runs} of its report`,
      },
      {
        ...{ name: `longest history after ${many}, beside where it continues as new`, goal: 1.05, unit: 'events' },
        ...{ ours: Math.max(phase.longest.events, report.longest.events), floor: CONTINUE_AFTER_EVENTS },
      },
      {
        ...{ name: `size of the largest history after ${many}`, floor: null, goal: SIZE_GOAL_KB, unit: 'kB' },
        ours: Math.max(phase.largestBytes, report.largestBytes) / KB,
      },
      { name: 'replay of the longest history', ours: replayed, floor: null, goal: REPLAY_GOAL_MS, unit: 'ms' },
    ];
  } finally {
    await owner.close();
    await world.close();
    await env.teardown();
  }
}

interface Runs {
  runs: number;
  events: number;
  largestBytes: number;
  longest: { workflowId: string; runId: string; events: number };
}

/** What Temporal keeps of all runs of a workflow. */
async function runsOf({ client }: TestWorkflowEnvironment, owner: Database, workflowId: string): Promise<Runs> {
  const { rows } = await owner.pool.query<{ runId: string }>(
    'select run_id as "runId" from workflow_executions where workflow_id = $1 order by started_at',
    [workflowId],
  );
  const described = await Promise.all(rows.map(({ runId }) => client.workflow.getHandle(workflowId, runId).describe()));
  const sorted = [...described].sort((one, other) => other.historyLength - one.historyLength);
  const [longest] = sorted;
  if (longest === undefined) throw new Error(`No run of ${workflowId} is known.`);
  return {
    runs: described.length,
    events: described.reduce((sum, { historyLength }) => sum + historyLength, 0),
    largestBytes: Math.max(...described.map(({ historySize }) => historySize ?? 0)),
    longest: { workflowId, runId: longest.runId, events: longest.historyLength },
  };
}

async function timeReplay({ client }: TestWorkflowEnvironment, { workflowId, runId }: Runs['longest']): Promise<number> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const workflowBundle = await productBundle();
  const taken: number[] = [];
  for (let replay = 0; replay < REPLAYS; replay += 1)
    taken.push(await timed(() => Worker.runReplayHistory({ workflowBundle, sinks: UNHEARD_STANDINGS }, history, workflowId)));
  return median(taken);
}

/** Events of one bare signal with its activity, one after the other. */
async function bareEvents(env: TestWorkflowEnvironment, owner: Database): Promise<number> {
  await makeBareTable(owner);
  const worker = await bareWorker(env, owner);
  return await worker.runUntil(async () => {
    const handle = await env.client.workflow.start('bare', { workflowId: `bench/${randomUUID()}`, taskQueue: BARE_QUEUE });
    const before = (await handle.describe()).historyLength;
    for (let sent = 0; sent < BARE_SIGNALS; sent += 1) {
      const id = randomUUID();
      await untilRows(owner, 'select id::text from bench_commit where id = any($1::uuid[])', [
        async () => {
          await handle.signal('bare', id);
          return id;
        },
      ]);
    }
    await handle.signal('bare', 'stop');
    await handle.result();
    return ((await handle.describe()).historyLength - before) / BARE_SIGNALS;
  });
}
