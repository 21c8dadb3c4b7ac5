import { createReadStream } from 'node:fs';
import { canonicalJson, textHash } from '#domain/item/canonical-json';
import type { ParseSettings } from '#domain/phases/planning/facts';
import { FaultList } from '#domain/phases/planning/import/fault-list';
import type { Workshop } from './analysis-context';
import { type PopulationFiles, writeKeys } from './population';
import { type ReadOutcome, readRecords } from './read-records';
import { delimitedToParquet, parquetColumns, parquetToParquet } from './records-file';
import { inspectSource } from './source-file';

/** Says how a derived file is made; a change of the making is a new number, so that old files are never taken for new. */
function recordsRecipe(parse: ParseSettings): string {
  return textHash(canonicalJson({ recipe: 'records/1', parse }));
}
function keysRecipe(parse: ParseSettings, keyColumns: readonly number[]): string {
  return textHash(canonicalJson({ recipe: 'keys/1', parse, keyColumns }));
}

async function keep({ storage, derived, signal }: Workshop, sourceSha256: string, recipe: string, path: string): Promise<string> {
  const { sha256 } = await storage.put(createReadStream(path), { signal });
  await derived.record(sourceSha256, recipe, sha256);
  return storage.path(sha256);
}

/** Reads a source file into Parquet by its settings and keeps the outcome. Answers its path and what was read. */
export async function makeRecords(
  workshop: Workshop,
  sourceSha256: string,
  parse: ParseSettings,
  controlField: number | null,
  faults: FaultList,
): Promise<ReadOutcome & { records: string }> {
  const { duck, storage, signal } = workshop;
  const source = storage.path(sourceSha256);
  const output = workshop.file('records.parquet');
  let outcome: ReadOutcome;
  if (parse.format === 'parquet') {
    const described = await parquetColumns(duck, source);
    const columns = described.map(({ name }) => name);
    const { read, accepted } = await parquetToParquet(duck, source, described, output, parse.numbers === 'plain');
    faults.addUnlisted('encoding', read - accepted);
    const lines = { total: read, header: 0, accepted, setAside: read - accepted, passedOver: 0 };
    outcome = { columns, read, accepted, quarantined: read - accepted, lines, controlText: null, hasQuotes: false };
  } else {
    const kind = await inspectSource(source, parse.encoding);
    const lines = workshop.file('records.txt');
    const onRecords = (read: number) => workshop.heartbeat({ step: 'Reading records', done: read, total: 0, unit: 'records' });
    outcome = await readRecords({ path: source, kind, settings: parse, controlField, output: lines, signal, onRecords }, faults);
    workshop.heartbeat({ step: 'Storing records', done: 0, total: outcome.accepted, unit: 'records' });
    await delimitedToParquet(duck, { path: lines, columnCount: outcome.columns.length, ...outcome }, parse.delimiter, output);
  }
  return { ...outcome, records: await keep(workshop, sourceSha256, recordsRecipe(parse), output) };
}

/** Writes and keeps the keys of records already read. */
export async function makeKeys(
  workshop: Workshop,
  sourceSha256: string,
  parse: ParseSettings,
  records: string,
  keyColumns: readonly number[],
): Promise<string> {
  const output = workshop.file('keys.parquet');
  await writeKeys(workshop.duck, records, keyColumns, output);
  return await keep(workshop, sourceSha256, keysRecipe(parse, keyColumns), output);
}

/** The two files of a population, made again where they are not at hand. */
export async function populationFiles(
  workshop: Workshop,
  sourceSha256: string,
  parse: ParseSettings,
  keyColumns: readonly number[],
): Promise<PopulationFiles> {
  const kept = async (recipe: string): Promise<string | null> => {
    const sha256 = await workshop.derived.find(sourceSha256, recipe);
    return sha256 !== null && (await workshop.storage.has(sha256)) ? workshop.storage.path(sha256) : null;
  };
  const records = (await kept(recordsRecipe(parse))) ?? (await makeRecords(workshop, sourceSha256, parse, null, new FaultList())).records;
  const keys = (await kept(keysRecipe(parse, keyColumns))) ?? (await makeKeys(workshop, sourceSha256, parse, records, keyColumns));
  return { records, keys };
}
