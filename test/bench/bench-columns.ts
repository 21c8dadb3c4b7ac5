import { BenchPopulation } from './bench-population';
import { type BenchLine, sideBySide } from './measurement';

const RECORDS = 10_000;
const FEW = 100;
const MANY = 800;
const ROUNDS = 3;
/** What a column may take of a wide register beside one of a narrow: more would grow faster than the register does. */
const GOAL = 1.3;

/** What a column takes of the import and profile of a wide register, beside what it takes of a narrow one of as many records. */
export async function benchColumns(): Promise<BenchLine[]> {
  const wide = await BenchPopulation.create(RECORDS, MANY);
  const narrow = await BenchPopulation.create(RECORDS, FEW);
  try {
    const measured = await sideBySide(
      ROUNDS,
      async () => (await wide.importOnce()).milliseconds / MANY,
      async () => (await narrow.importOnce()).milliseconds / FEW,
    );
    const name = `import and profile of ${RECORDS.toLocaleString('en')} records, a column of ${MANY}, beside a column of ${FEW}`;
    return [{ name, ...measured, goal: GOAL, unit: 'ms' }];
  } finally {
    await wide.remove();
    await narrow.remove();
  }
}
