import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { type Database, openDatabase } from '#data/sql/connection';
import { bundled, localServer } from '../support/temporal';
import { type Draft, RunningWorld } from '../support/world/running-world';
import { untilQuiet } from './bench-decision';
import { type BenchLine, percentile } from './measurement';

const DECIDERS = [1, 64, 256] as const;
const BARE_QUEUE = 'bench-bare';
const LOOK_AGAIN_MS = 2;
/** Reports that are started at once: more would only wait for each other. */
const STARTED_AT_ONCE = 16;
/** How often each number of deciders decides; the more they are, the more one round tells. */
const ROUNDS: Readonly<Record<(typeof DECIDERS)[number], number>> = { 1: 40, 64: 3, 256: 1 };

/** So many people decide at the same moment, each on a version of their own: until each receipt, beside as many bare signals, activities, commits. */
export async function benchDeciders(): Promise<BenchLine[]> {
  const env = await localServer();
  const world = await RunningWorld.create(env);
  const owner = openDatabase(world.database.ownerUrl, { maxConnections: 4 });
  const floor = await BareDeciders.start(world, owner);
  try {
    await world.startWorkers();
    const deciders: Decider[] = [];
    const lines: BenchLine[] = [];
    for (const count of DECIDERS) {
      await moreDeciders(world, deciders, count);
      const [ours, bare]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS[count]; round += 1) {
        await untilQuiet(owner);
        bare.push(...(await floor.allAtOnce(count)));
        await Promise.all(deciders.slice(0, count).map((decider) => decider.submit()));
        await untilQuiet(owner);
        ours.push(...(await decideAtOnce(world, deciders.slice(0, count))));
      }
      const others = [90, 99].map(
        (percent) => `p${percent} ${percentile(percent)(ours).toFixed(0)} (${percentile(percent)(bare).toFixed(0)})`,
      );
      lines.push({
        name: `p50 of decisions until their receipts, ${count === 1 ? 'one decider' : `${count} deciders at once`}`,
        ours: percentile(50)(ours),
        floor: percentile(50)(bare),
        goal: 1.5,
        unit: 'ms',
        note: `${others.join(', ')} ms`,
      });
    }
    return lines;
  } finally {
    await floor.stop();
    await owner.close();
    await world.close();
    await env.teardown();
  }
}

/** Somebody who decides on one version after the other of a report of their own. */
class Decider {
  private constructor(
    private readonly world: RunningWorld,
    private readonly cycleReportId: string,
    private draft: Draft,
  ) {}

  static async begin(world: RunningWorld): Promise<Decider> {
    const { cycleReportId, planning } = await world.startReport();
    await world.submit(planning);
    return new Decider(world, cycleReportId, await world.draft(cycleReportId, 'sample-selection', 1));
  }

  async submit(): Promise<void> {
    await this.world.submit(this.draft);
  }

  /** Asks for changes; answers the command's id. */
  async decide(): Promise<string> {
    return await this.world.decide(this.draft, 'request_changes', 'Bench');
  }

  async goOn(): Promise<void> {
    this.draft = await this.world.draft(this.cycleReportId, 'sample-selection', this.draft.number + 1);
  }
}

async function moreDeciders(world: RunningWorld, deciders: Decider[], count: number): Promise<void> {
  while (deciders.length < count) {
    const more = Math.min(STARTED_AT_ONCE, count - deciders.length);
    deciders.push(...(await Promise.all(Array.from({ length: more }, () => Decider.begin(world)))));
  }
}

async function decideAtOnce(world: RunningWorld, deciders: readonly Decider[]): Promise<number[]> {
  const taken = await untilRows(
    world.db,
    'select command_id::text as id from receipt where command_id = any($1::uuid[])',
    deciders.map((decider) => () => decider.decide()),
  );
  await Promise.all(deciders.map((decider) => decider.goOn()));
  return taken;
}

/** Milliseconds from each act's beginning until the row that it is answered by is seen; all begin at once. */
async function untilRows(db: Database, sql: string, acts: readonly (() => Promise<string>)[]): Promise<number[]> {
  const begun = performance.now();
  const waiting = new Set(await Promise.all(acts.map((act) => act())));
  const taken: number[] = [];
  while (waiting.size > 0) {
    const { rows } = await db.pool.query<{ id: string }>(sql, [[...waiting]]);
    for (const { id } of rows) if (waiting.delete(id)) taken.push(performance.now() - begun);
    if (waiting.size > 0) await pause(LOOK_AGAIN_MS);
  }
  return taken;
}

/** As many bare workflows, each with a signal, an activity and a commit. */
class BareDeciders {
  private readonly handles: { signal(name: string, id: string): Promise<void>; result(): Promise<unknown> }[] = [];

  private constructor(
    private readonly world: RunningWorld,
    private readonly owner: Database,
    private readonly worker: Worker,
    private readonly running: Promise<void>,
  ) {}

  static async start(world: RunningWorld, owner: Database): Promise<BareDeciders> {
    await owner.pool.query('create table bench_commit (id uuid primary key)');
    const commitOne = async (id: string): Promise<void> =>
      void (await owner.pool.query('insert into bench_commit (id) values ($1) on conflict do nothing', [id]));
    const worker = await Worker.create({
      connection: world.env.nativeConnection,
      namespace: world.env.namespace ?? 'default',
      taskQueue: BARE_QUEUE,
      workflowBundle: await bundled(fileURLToPath(new URL('./bare-workflow.ts', import.meta.url))),
      activities: { commitOne },
    });
    return new BareDeciders(world, owner, worker, worker.run());
  }

  async allAtOnce(count: number): Promise<number[]> {
    const { client } = this.world.env;
    while (this.handles.length < count)
      this.handles.push(await client.workflow.start('bare', { workflowId: `bench/${randomUUID()}`, taskQueue: BARE_QUEUE }));
    return await untilRows(
      this.owner,
      'select id::text from bench_commit where id = any($1::uuid[])',
      this.handles.slice(0, count).map((handle) => async () => {
        const id = randomUUID();
        await handle.signal('bare', id);
        return id;
      }),
    );
  }

  async stop(): Promise<void> {
    for (const handle of this.handles) await handle.signal('bare', 'stop');
    await Promise.all(this.handles.map((handle) => handle.result()));
    this.worker.shutdown();
    await this.running;
  }
}
