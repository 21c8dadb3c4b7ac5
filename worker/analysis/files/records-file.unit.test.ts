import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asNumber, literal, openDuck } from './duckdb';
import { delimitedToParquet } from './records-file';

const RECORDS = 500_000;
const FILLER = 'x'.repeat(400);
/** Less than the file (240 MB): what DuckDB holds must not grow with it. */
const MEMORY = '200MB';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'countersign-records-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('a file of records that is larger than the memory given', () => {
  test('becomes Parquet, every record of it', async () => {
    const path = join(directory, 'records.txt');
    const lines = function* () {
      for (let from = 1; from <= RECORDS; from += 1_000)
        yield Array.from({ length: 1_000 }, (_, nth) => `${from + nth}|${from + nth + 1}|${'0'.repeat(64)}|${from + nth}|${FILLER}\n`).join(
          '',
        );
    };
    await pipeline(Readable.from(lines()), createWriteStream(path));
    const duck = await openDuck(directory, new AbortController().signal);
    try {
      await duck.run(`set memory_limit = '${MEMORY}'`);
      const output = join(directory, 'records.parquet');
      await delimitedToParquet(duck, { path, columnCount: 2, accepted: RECORDS, hasQuotes: false }, '|', output);
      const [last] = await duck.rows(`select max(cast(c1 as bigint)) as n from read_parquet(${literal(output)})`);
      expect(asNumber(last?.n)).toBe(RECORDS);
    } finally {
      duck.close();
    }
  });
});
