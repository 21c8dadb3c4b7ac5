import { openDatabase } from '#data/sql/connection';
import { localServer } from '../support/temporal';
import { RunningWorld } from '../support/world/running-world';
import { BareDeciders } from './bare-deciders';
import { bareWorker, makeBareTable } from './bare-worker';
import { untilQuiet } from './bench-decision';
import { type Decider, decideAtOnce, moreDeciders, submitAll } from './decider';
import { type BenchLine, percentile } from './measurement';

const DECIDERS = [1, 64, 256] as const;
/** How often each number of deciders decides; the more they are, the more one round tells. */
const ROUNDS: Readonly<Record<(typeof DECIDERS)[number], number>> = { 1: 40, 64: 3, 256: 1 };

/** So many people decide at the same moment, each on a version of their own: until each receipt, beside as many bare signals, activities, commits. */
export async function benchDeciders(): Promise<BenchLine[]> {
  const env = await localServer();
  const world = await RunningWorld.create(env);
  const owner = openDatabase(world.database.ownerUrl, { maxConnections: 4 });
  await makeBareTable(owner);
  const worker = await bareWorker(env, owner);
  const running = worker.run();
  const floor = new BareDeciders(env.client, owner);
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
        await submitAll(deciders.slice(0, count));
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
        goal: 1.4,
        unit: 'ms',
        note: `${others.join(', ')} ms`,
      });
    }
    return lines;
  } finally {
    await floor.stop();
    worker.shutdown();
    await running;
    await owner.close();
    await world.close();
    await env.teardown();
  }
}
