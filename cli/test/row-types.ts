import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SeenColumn, SeenRows } from '../../test/support/seen-rows';
import { type DeclaredColumn, type DeclaredRows, declaredRows } from './declared-rows';
import type { Tally } from './tally';

/** What is wrong with one query: a sentence each, empty where the row type tells the truth. */
export function faultsOf(declared: DeclaredRows, seen: readonly SeenColumn[]): string[] {
  const byName = new Map(seen.map((column) => [column.name, column]));
  const expected = new Set(declared.columns.map(({ name }) => name));
  return [
    ...seen.filter(({ name }) => !expected.has(name)).map(({ name }) => `the query answers "${name}", which its row type does not name`),
    ...declared.columns.flatMap((column) => {
      const got = byName.get(column.name);
      if (got === undefined) return column.optional ? [] : [`its row type names "${column.name}", which the query does not answer`];
      return valueFaults(column, got);
    }),
  ];
}

function valueFaults({ name, kinds, words }: DeclaredColumn, got: SeenColumn): string[] {
  const strange = kinds === null ? [] : got.kinds.filter((kind) => !kinds.has(kind));
  const unknown = words === null ? [] : got.words.filter((word) => !words.has(word));
  return [
    ...(strange.length > 0 ? [`"${name}" came as ${strange.join(' and ')}`] : []),
    ...(unknown.length > 0 ? [`"${name}" came as ${unknown.map((word) => JSON.stringify(word)).join(', ')}`] : []),
  ];
}

/** What came of holding row types against rows: a tally of queries, and a line for each fault and for each query without a row. */
export interface RowTypesHeld {
  tally: Tally;
  lines: string[];
}

/**
 * Holds declared row types against the columns that were seen, by the place of the query. In a `complete` run every data
 * test ran, so a query of which no row was seen is one that no test reaches, and fails; otherwise it is left out.
 */
export function holdRowTypes(
  declared: readonly DeclaredRows[],
  seen: ReadonlyMap<string, readonly SeenColumn[]>,
  complete: boolean,
): RowTypesHeld {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  let unseen = 0;
  for (const query of declared) {
    const columns = seen.get(query.site) ?? [];
    const met = columns.some(({ kinds }) => kinds.length > 0);
    if (!met && !complete) continue;
    const faults = met ? faultsOf(query, columns) : ['no data test sees a row of this query'];
    if (!met) unseen += 1;
    if (faults.length === 0) tally.passed += 1;
    else tally.failed += 1;
    lines.push(...faults.map((fault) => `${query.site}  ${fault}`));
  }
  const untrue = tally.failed - unseen;
  lines.push(`Row types held against rows: ${tally.passed} true, ${untrue} not, ${unseen} without a row.`);
  return { tally, lines };
}

/** Holds the row types of lib/data against what the data tests recorded in `folder`, and prints what came of it. */
export async function checkRowTypes(folder: string, complete: boolean): Promise<Tally> {
  const { tally, lines } = holdRowTypes(declaredRows(), await readSeen(folder), complete);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return tally;
}

/** What every process of a run recorded, by the place of the query: each left a file of its own in `folder`. */
export async function readSeen(folder: string): Promise<Map<string, SeenColumn[]>> {
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(path.join(folder, file), 'utf8')));
  return mergeSeen(texts.flatMap((text) => text.split('\n').filter(Boolean)).map((line) => JSON.parse(line) as SeenRows));
}

function mergeSeen(all: readonly SeenRows[]): Map<string, SeenColumn[]> {
  const merged = new Map<string, Map<string, SeenColumn>>();
  for (const { site, columns } of all) {
    const known = merged.get(site) ?? new Map<string, SeenColumn>();
    merged.set(site, known);
    for (const { name, kinds, words } of columns) {
      const before = known.get(name);
      known.set(name, {
        name,
        kinds: [...new Set([...(before?.kinds ?? []), ...kinds])],
        words: [...new Set([...(before?.words ?? []), ...words])],
      });
    }
  }
  return new Map([...merged].map(([site, columns]) => [site, [...columns.values()]]));
}
