import type { BenchPopulation } from './bench-population';
import { type BenchLine, sideBySide } from './measurement';

const ROUNDS = 2;
/** What a worker may hold while it imports and profiles (issue: 2 GiB). */
const MOST_MEBIBYTES = 2_048;

/** Import and profile of a register, beside bare DuckDB doing the same reading and summary; and the most memory it took. */
export async function benchImport(population: BenchPopulation): Promise<BenchLine[]> {
  const peaks: number[] = [];
  const measured = await sideBySide(
    ROUNDS,
    async () => {
      const { milliseconds, peakMebibytes } = await population.importOnce();
      peaks.push(peakMebibytes);
      return milliseconds;
    },
    async () => (await population.floorOnce()).milliseconds,
  );
  const size = `${population.records.toLocaleString('en')} × 110`;
  return [
    { name: `import and profile ${size}, beside bare DuckDB`, ...measured, goal: 1.3, unit: 'ms' },
    {
      name: 'peak memory of the process that does it, beside 2 GiB',
      ours: Math.max(...peaks),
      floor: MOST_MEBIBYTES,
      goal: 1,
      unit: 'MiB',
    },
  ];
}
