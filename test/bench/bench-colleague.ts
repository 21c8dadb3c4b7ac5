import { randomUUID } from 'node:crypto';
import { openPopulation } from '#worker/analysis/files/population-reader';
import { localServer } from '../support/temporal';
import { where } from '../support/where';
import { RunningWorld } from '../support/world/running-world';
import { decider, untilQuiet } from './bench-decision';
import { BenchPopulation } from './bench-population';
import { type BenchLine, percentile, timed } from './measurement';

const ROUNDS = 40;
/** Records of the register that the colleague asks about while another is imported. */
const ASKED_OF = 20_000;
const p95 = percentile(95);

/**
 * What somebody else's import does to a colleague: 95 of 100 decisions until their receipt, and inquiries until their answer, while a
 * register is imported and profiled over and over as the process for analyses does, beside the same on servers with nothing else to do.
 */
export async function benchColleague(population: BenchPopulation): Promise<BenchLine[]> {
  const env = await localServer();
  const small = await BenchPopulation.create(ASKED_OF);
  const { context, source } = await small.imported();
  const world = await RunningWorld.create(env, {
    dependencies: {
      answerInquiry: async () => {
        const reader = await openPopulation(context, source);
        try {
          const matching = await reader.count({ all: [where('FIELD_2', 'is', '1')] });
          return { kind: 'count-matches', count: { matching, alreadyIn: 0, available: matching, missingKeys: [] } };
        } finally {
          await reader.close();
        }
      },
    },
  });
  try {
    await world.startWorkers();
    const decide = await decider(world);
    const ask = () =>
      timed(() => world.temporal.ask(randomUUID(), { kind: 'count-matches', versionId: randomUUID(), filter: { all: [] }, keys: [] }));
    const measure = async (): Promise<{ decisions: number[]; inquiries: number[] }> => {
      const taken = { decisions: [] as number[], inquiries: [] as number[] };
      for (let round = 0; round < ROUNDS; round += 1) {
        taken.decisions.push(await decide());
        taken.inquiries.push(await ask());
      }
      return taken;
    };
    await measure();
    const idle = await measure();
    let importing = true;
    const imports = (async () => {
      while (importing) await population.importOnce();
    })();
    const busy = await measure();
    importing = false;
    await imports;
    await untilQuiet(world.db);
    const size = `${population.records.toLocaleString('en')} × 110 are imported`;
    return [
      { name: `p95 of a decision while ${size}, beside idle`, ours: p95(busy.decisions), floor: p95(idle.decisions), goal: 2, unit: 'ms' },
      { name: `p95 of an inquiry while ${size}, beside idle`, ours: p95(busy.inquiries), floor: p95(idle.inquiries), goal: 2, unit: 'ms' },
    ];
  } finally {
    await world.close();
    await small.remove();
    await env.teardown();
  }
}
