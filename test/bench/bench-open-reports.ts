import { randomUUID } from 'node:crypto';
import { RECONCILE_TYPE, WORKFLOW_QUEUE } from '#contract/names';
import type { ReconcileInput, ReconcileSummary } from '#contract/reconcile';
import { type Database, openDatabase } from '#data/sql/connection';
import { localServer } from '../support/temporal';
import { RunningWorld } from '../support/world/running-world';
import { BareDeciders } from './bare-deciders';
import { makeBareTable } from './bare-worker';
import { untilQuiet } from './bench-decision';
import { type Decider, decideAtOnce, moreDeciders, submitAll } from './decider';
import { ForkedWorker } from './forked-worker';
import { type BenchLine, sideBySide, timed } from './measurement';
import type { WorkerHolds } from './worker-process';

/** Those of whom a worker has loaded and compiled what it needs once. */
const FIRST_REPORTS = 16;
/** The report's, its Planning's and its Sample Selection's. */
const RUNS_A_REPORT = 3;
const DECIDING_ROUNDS = 3;
const LOOK_AGAIN_MS = 20;
/** What a worker may hold for a report, kB: a thousand of them within one gigabyte. */
const GOAL_KB = 1_024;
const PASSES = 9;
/** Reports in which somebody decides between two passes of the reconciler. */
const MOVED = 10;
const MINUTE_MS = 60_000;
const KB = 1_024;
/** A machine that others use as well may take its time. */
const WAIT_MS = 600_000;

/**
 * An installation of many open reports, whose worker is a process of its own: what that holds for each; decisions a second beside bare
 * workflows, each with one activity; and a pass of the reconciler beside one read, by key, of the standings that have moved.
 */
export async function benchOpenReports(reports: number, tell: (line: BenchLine) => void): Promise<void> {
  const env = await localServer();
  const world = await RunningWorld.create(env, { waitMs: WAIT_MS });
  const owner = openDatabase(world.database.ownerUrl, { maxConnections: 4 });
  await makeBareTable(owner);
  const places = { address: env.address, filesDir: world.filesDir };
  const ours = await ForkedWorker.start({ kind: 'ours', databaseUrl: world.database.url, ...places });
  const bare = await ForkedWorker.start({ kind: 'bare', databaseUrl: world.database.ownerUrl, ...places });
  const floor = new BareDeciders(env.client, owner);
  try {
    const deciders: Decider[] = [];
    const open = async (count: number): Promise<WorkerHolds> => {
      await moreDeciders(world, deciders, count);
      await untilQuiet(owner);
      return await ours.holds();
    };
    const openBare = async (count: number): Promise<WorkerHolds> => {
      await floor.allAtOnce(count, LOOK_AGAIN_MS);
      return await bare.holds();
    };
    const [few, fewBare] = [await open(FIRST_REPORTS), await openBare(FIRST_REPORTS * RUNS_A_REPORT)];
    const [all, allBare] = [await open(reports), await openBare(reports * RUNS_A_REPORT)];
    tell(memoryLine(reports, { few, all }, { few: fewBare, all: allBare }));
    tell(await decisionsLine(world, owner, deciders, floor));
    for (const line of await passLines(world, owner, deciders)) tell(line);
  } finally {
    await bare.stop();
    await ours.stop();
    await owner.close();
    await world.close();
    await env.teardown();
  }
}

interface Held {
  few: WorkerHolds;
  all: WorkerHolds;
}

function memoryLine(reports: number, ours: Held, bare: Held): BenchLine {
  const kbEach = ({ few, all }: Held): number => (all.residentBytes - few.residentBytes) / KB / (reports - FIRST_REPORTS);
  const resident = ({ residentBytes }: WorkerHolds): string => `${(residentBytes / KB / KB).toFixed(0)} MiB`;
  return {
    ...{
      name: `what the worker holds for each of ${inWords(reports)} open reports`,
      ours: kbEach(ours),
      floor: null,
      goal: GOAL_KB,
      unit: 'kB',
    },
    note:
      `${resident(ours.all)} in all, ${ours.all.cachedWorkflows} of ${reports * RUNS_A_REPORT} workflows kept; ` +
      `beside: as many bare workflows, ${kbEach(bare).toFixed(0)} kB for ${RUNS_A_REPORT}, ${bare.all.cachedWorkflows} kept`,
  };
}

/** All decide at the same moment: as many a second as there are until the last receipt. */
async function decisionsLine(world: RunningWorld, owner: Database, deciders: readonly Decider[], floor: BareDeciders): Promise<BenchLine> {
  const secondsUntilLast = (taken: readonly number[]): number => Math.max(...taken) / 1_000;
  const measured = await sideBySide(
    DECIDING_ROUNDS,
    async () => {
      await submitAll(deciders);
      await untilQuiet(owner);
      const taken = await decideAtOnce(world, deciders, LOOK_AGAIN_MS);
      await untilQuiet(owner);
      return secondsUntilLast(taken);
    },
    async () => secondsUntilLast(await floor.allAtOnce(deciders.length, LOOK_AGAIN_MS)),
  );
  return {
    ...{ name: `decisions, ${inWords(deciders.length)} reports open, beside signal, activity, commit`, goal: 0.7, unit: 'a second' },
    ...{ ours: deciders.length / measured.ours, floor: deciders.length / measured.floor },
  };
}

async function passLines(world: RunningWorld, owner: Database, deciders: readonly Decider[]): Promise<BenchLine[]> {
  const pass = async (sweep: NonNullable<ReconcileInput['sweep']>): Promise<void> => {
    const { open } = await world.env.client.workflow.execute<(input: ReconcileInput) => Promise<ReconcileSummary>>(RECONCILE_TYPE, {
      ...{ workflowId: `${RECONCILE_TYPE}/${randomUUID()}`, taskQueue: WORKFLOW_QUEUE, args: [{ sweep }] },
    });
    if (open > 0) throw new Error(`The reconciler finds ${open} differences where nothing was done to the tables.`);
  };
  const whole = await timed(() => pass('all'));
  const moved = deciders.slice(0, MOVED);
  const keys = moved.map(({ chainId }) => chainId);
  const minute = await sideBySide(
    PASSES,
    async (round) => {
      await decideAtOnce(world, moved, LOOK_AGAIN_MS);
      await untilQuiet(owner);
      return await timed(() => pass(round));
    },
    async () => {
      await submitAll(moved);
      await untilQuiet(owner);
      return await timed(() => owner.pool.query('select * from chain_now where chain_id = any($1)', [keys]));
    },
  );
  return [
    {
      name: `reconciler, everything of ${inWords(deciders.length)} reports, beside its minute`,
      ours: whole,
      floor: MINUTE_MS,
      goal: 1,
      unit: 'ms',
    },
    { name: `reconciler, ${MOVED} of ${inWords(deciders.length)} reports moved, beside reading those`, ...minute, goal: 10, unit: 'ms' },
  ];
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}
