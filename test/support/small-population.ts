import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { DrawFact } from '#domain/phases/sample-selection/facts';
import { openStorage } from '#storage/storage';
import { rememberedFiles } from '#worker/analysis/files/derived-files';
import { openPopulation, type PopulationReader } from '#worker/analysis/files/population-reader';
import { rankByHash } from '../oracles/rank-by-hash';

const PARSE = {
  format: 'delimited',
  compression: 'none',
  encoding: 'utf-8',
  delimiter: '|',
  quoted: false,
  header: true,
  skipLines: 0,
  controlLine: null,
} as const;
const COLUMNS = ['id', 'state', 'amount'].map((column) => ({ column, code: column.toUpperCase(), included: true }));

/** State and amount of each record, as the file writes them. */
export type Rows = readonly (readonly [state: string, amount: string])[];

/** The key of the record on that line, counted from 0. */
export const keyOf = (index: number) => `r${String(index).padStart(4, '0')}`;

/** Three hundred records of two states and none, with amounts below zero, blank and unreadable among them. */
export const ROWS: Rows = Array.from({ length: 300 }, (_, index): [string, string] => [
  index % 10 < 7 ? 'TX' : index % 10 < 9 ? 'CA' : '',
  index % 50 === 0 ? 'NA' : index % 60 === 1 ? '' : `${((index * 7919) % 1000) - 20}.${index % 4}5`,
]);

/** Writes the records to a file of a storage of its own and lends its reader to `work`; both are gone afterwards. */
export async function withPopulation<T>(
  rows: Rows,
  work: (reader: PopulationReader, population: DrawFact['population']) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'population-'));
  const storage = openStorage(directory);
  const text = ['id|state|amount', ...rows.map((row, index) => [keyOf(index), ...row].join('|'))].join('\n');
  const { sha256 } = await storage.put(Readable.from([Buffer.from(text, 'utf8')]));
  const source = { fileSha256: sha256, parse: PARSE, columns: COLUMNS, key: ['id'] };
  const reader = await openPopulation(
    { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined },
    source,
  );
  try {
    const { hash, count } = await reader.hash();
    return await work(reader, { ...source, fileName: 'x', asOfDate: '', count, control: null, hash });
  } finally {
    await reader.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The keys in the order in which a draw of that seed takes them. */
export function ranked(seed: string, keys: readonly string[]): string[] {
  return rankByHash(
    seed,
    keys.map((key) => ({ key, keyTexts: [key] })),
  ).map(({ key }) => key);
}
