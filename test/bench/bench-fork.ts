import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { openDatabase } from '#data/sql/connection';
import { LaneWorld } from '../support/lane-stories';
import { bundled, localServer } from '../support/temporal';
import { type BenchLine, sideBySide, timed } from './measurement';

const INSTANCES = 200;
const ROUNDS = 3;
const QUEUE = 'bench-children';
const LOOK_AGAIN_MS = 5;

/** From the approval that lists 200 lines of business until the first phase of each is listed, beside 200 bare child workflows of one activity each. */
export async function benchFork(): Promise<BenchLine> {
  const env = await localServer();
  const lanes = await LaneWorld.create(env);
  const owner = openDatabase(lanes.world.database.ownerUrl, { maxConnections: 4 });
  await owner.pool.query('create table bench_commit (id uuid primary key)');
  const worker = await Worker.create({
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    taskQueue: QUEUE,
    workflowBundle: await bundled(fileURLToPath(new URL('./bare-children.ts', import.meta.url))),
    activities: { commitOne: async (id: string) => void (await owner.pool.query('insert into bench_commit (id) values ($1)', [id])) },
  });
  const running = worker.run();
  try {
    const names = Array.from({ length: INSTANCES }, (_, at) => `Line ${at + 1}`);
    await lanes.world.db.prisma.lob.createMany({ data: names.map((name) => ({ name })) });
    lanes.sampleOf(names);
    const measured = await sideBySide(
      ROUNDS,
      () => timeFork(lanes),
      () =>
        timed(() =>
          env.client.workflow.execute('bareParent', {
            workflowId: `bench/${randomUUID()}`,
            taskQueue: QUEUE,
            args: [names.map(() => randomUUID())],
          }),
        ),
    );
    return { name: '200 instances from fork to listed, beside bare child workflows', ...measured, goal: 2, unit: 'ms' };
  } finally {
    worker.shutdown();
    await running;
    await owner.close();
    await lanes.world.close();
    await env.teardown();
  }
}

/** Milliseconds from the receipt of the approval until all lines are listed. */
async function timeFork(lanes: LaneWorld): Promise<number> {
  const cycleReportId = await lanes.toLanes();
  const begun = performance.now();
  for (;;) {
    const { rows } = await lanes.world.db.pool.query<{ count: number }>(
      `select count(*)::int as count from chain c join version v on v.chain_id = c.id and v.status = 'approved'
        where c.cycle_report_id = $1 and c.phase = 'data-owner-id'`,
      [cycleReportId],
    );
    if (rows[0]?.count === INSTANCES) return performance.now() - begun;
    await pause(LOOK_AGAIN_MS);
  }
}
