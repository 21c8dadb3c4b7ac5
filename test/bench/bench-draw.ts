import { selectKeys } from '#worker/analysis/draws/select-keys';
import type { AnalysisContext } from '#worker/analysis/files/analysis-context';
import { openPopulation, type PopulationSource } from '#worker/analysis/files/population-reader';
import { withBareDuckDb } from './bare-duckdb';
import type { BenchPopulation } from './bench-population';
import { type BenchLine, sideBySide, timed } from './measurement';

const ROUNDS = 5;
const DRAWN = 500;

/** A draw of 500 records by hash rank, their keys and values, beside the bare statement that says the same; each opens a DuckDB of its own. */
export async function benchDraw(population: BenchPopulation): Promise<BenchLine> {
  const { context, source } = await population.imported();
  const columns = source.columns.map((_, index) => `c${index + 1}`).join(', ');
  const draw = async (seed: string) => {
    const reader = await openPopulation(context, source);
    try {
      const keys = await selectKeys(reader, { method: 'random', seed, asked: DRAWN, filter: null, keys: [], excluding: [] });
      const drawn: string[] = [];
      for await (const { key } of reader.records(keys)) drawn.push(key);
      return drawn;
    } finally {
      await reader.close();
    }
  };
  const records = await recordsFile(context, source);
  const bare = (seed: string) =>
    withBareDuckDb(population.directory, (run) =>
      run(`select c1, ${columns} from read_parquet('${records}') order by sha256($1 || chr(10) || '["' || c1 || '"]') limit ${DRAWN}`, [
        seed,
      ]),
    );
  const [ours, floor] = [await draw('0'), await bare('0')];
  if (ours.join() !== floor.map(([key]) => key).join()) throw new Error('The draw and its floor give different records.');
  const measured = await sideBySide(
    ROUNDS,
    (round) => timed(() => draw(String(round))),
    (round) => timed(() => bare(String(round))),
  );
  return {
    name: `draw ${DRAWN} of ${population.records.toLocaleString('en')}, beside order by sha256(…) limit ${DRAWN}`,
    ...measured,
    goal: 1.2,
    unit: 'ms',
  };
}

/** Where the imported records lie: the floor reads the same file. */
async function recordsFile(context: AnalysisContext, source: PopulationSource): Promise<string> {
  const reader = await openPopulation(context, source);
  try {
    return reader.sql.files.records;
  } finally {
    await reader.close();
  }
}
