import { readFile } from 'node:fs/promises';
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

/**
 * Holds the row types of lib/data against what the data tests saw come back. Prints each fault with its place; answers a
 * tally of queries. In a `complete` run, a query of which no test saw a row is named and counted as skipped.
 */
export async function checkRowTypes(file: string, complete: boolean): Promise<Tally> {
  const text = await readFile(file, 'utf8');
  const seen = mergeSeen(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as SeenRows),
  );
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const declared of declaredRows()) {
    const columns = seen.get(declared.site);
    if (!columns || columns.every(({ kinds }) => kinds.length === 0)) {
      if (!complete) continue;
      tally.skipped += 1;
      process.stdout.write(`${declared.site}  no data test sees a row of this query\n`);
      continue;
    }
    const faults = faultsOf(declared, columns);
    if (faults.length === 0) tally.passed += 1;
    else tally.failed += 1;
    for (const fault of faults) process.stdout.write(`${declared.site}  ${fault}\n`);
  }
  process.stdout.write(`Row types held against rows: ${tally.passed} true, ${tally.failed} not, ${tally.skipped} without a row.\n`);
  return tally;
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
