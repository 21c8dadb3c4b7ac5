import { DuckDBInstance } from '@duckdb/node-api';
import { numberColumns, REGISTER_COLUMNS, REGISTER_DELIMITER } from './bench-register';

/** A DuckDB with what the worker gives its own: two threads and 1 GB. */
export async function withBareDuckDb<T>(
  spillDirectory: string,
  work: (run: (sql: string, values?: string[]) => Promise<unknown[][]>) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB', temp_directory: spillDirectory });
  const connection = await instance.connect();
  try {
    return await work(async (sql, values = []) => (await connection.runAndReadAll(sql, values)).getRows());
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const SHAPE_FROM = '012345678bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SHAPE_TO = `${'9'.repeat(9)}${'A'.repeat(SHAPE_FROM.length - 9)}`;

/**
 * The register read as text into Parquet, and of every column what a profile tells: counts, distinct values, lengths, least
 * and greatest, the ten most frequent values and shapes; of numbers mean, deviation, quartiles, bins and outliers. Written
 * as one would by hand: no fault is looked for, no record is hashed, keyed or counted against anything.
 */
export async function readAndSummarise(input: string, output: string, spillDirectory: string): Promise<void> {
  await withBareDuckDb(spillDirectory, async (run) => {
    const columns = Array.from({ length: REGISTER_COLUMNS }, (_, index) => `'c${index + 1}': 'VARCHAR'`);
    await run(
      `copy (select * from read_csv('${input}', auto_detect = false, header = true, delim = '${REGISTER_DELIMITER}', quote = '', escape = '', columns = {${columns.join(', ')}})) to '${output}' (format parquet)`,
    );
    const from = `read_parquet('${output}')`;
    const numbers = new Set(numberColumns());
    for (let position = 1; position <= REGISTER_COLUMNS; position += 1) {
      const v = `c${position}`;
      await run(
        `select count(*), count(${v}), count(distinct ${v}), min(${v}), max(${v}), min(length(${v})), max(length(${v})) from ${from}`,
      );
      await run(`select ${v}, count(*) from ${from} group by 1 order by 2 desc limit 10`);
      await run(`select translate(${v}, '${SHAPE_FROM}', '${SHAPE_TO}'), count(*) from ${from} group by 1 order by 2 desc limit 10`);
      if (!numbers.has(position)) continue;
      const x = `try_cast(${v} as double)`;
      const [row] = await run(
        `select min(${x}), max(${x}), avg(${x}), stddev_pop(${x}), quantile_cont(${x}, 0.25), quantile_cont(${x}, 0.5), quantile_cont(${x}, 0.75) from ${from}`,
      );
      const [least, greatest, , , lower, , upper] = (row ?? []).map(Number);
      const range = Number(upper) - Number(lower);
      await run(`select floor((${x} - ${least}) / ${(Number(greatest) - Number(least)) / 20 || 1}), count(*) from ${from} group by 1`);
      await run(`select count(*) from ${from} where ${x} < ${Number(lower) - 1.5 * range} or ${x} > ${Number(upper) + 1.5 * range}`);
    }
  });
}
