import { appendFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll } from 'vitest';
import type { SeenColumn, SeenRows } from './seen-rows';

/**
 * Records, for every query of lib/data that a test runs, which columns came back and of what kinds their values were. The
 * records go into the folder that COUNTERSIGN_SEEN_ROWS names, into a file of this process: two files of tests that run at
 * once write into two. The run's end holds them against the row types (cli/test/row-types.ts).
 */
const folder = process.env.COUNTERSIGN_SEEN_ROWS;
const MOST_WORDS = 40;
const LONGEST_WORD = 60;

/** One of a process: files that share its modules begin with this one each, and look once. */
const state = ((globalThis as { seenRows?: SeenState }).seenRows ??= { looking: true, watched: false, seen: new Map() });

interface SeenState {
  /** Whether rows are held against row types. */
  looking: boolean;
  /** Whether pg's own queries go through `watched` already. */
  watched: boolean;
  seen: Map<string, Map<string, { kinds: Set<string>; words: Set<string> }>>;
}

/** Does something that makes rows which no product wrote: they are held against no row type. */
export async function amongForgedRows<T>(work: () => Promise<T>): Promise<T> {
  state.looking = false;
  try {
    return await work();
  } finally {
    state.looking = true;
  }
}

const { seen } = state;

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'Date';
  if (Buffer.isBuffer(value)) return 'Buffer';
  return typeof value;
}

function look(site: string, result: pg.QueryResult): void {
  // A test that asks for the plan of a query gets no rows of it.
  if (result.fields?.[0]?.name === 'QUERY PLAN') return;
  const columns = seen.get(site) ?? new Map<string, { kinds: Set<string>; words: Set<string> }>();
  seen.set(site, columns);
  for (const { name } of result.fields ?? []) if (!columns.has(name)) columns.set(name, { kinds: new Set(), words: new Set() });
  for (const row of (result.rows ?? []).slice(0, 200) as Record<string, unknown>[]) {
    for (const [name, { kinds, words }] of columns) {
      const value = row[name];
      kinds.add(kindOf(value));
      if (typeof value === 'string' && words.size < MOST_WORDS && value.length <= LONGEST_WORD) words.add(value);
    }
  }
}

/** "…/x.ts:12" of the innermost frame in lib/data, tests and what only hands a query on excluded; null where the query comes from elsewhere. */
function siteOf(): string | null {
  for (const line of (new Error().stack ?? '').split('\n')) {
    const found = /(lib\/data\/[^:?)]+\.ts)[^:]*:(\d+):\d+/.exec(line);
    if (found?.[1] !== undefined && !found[1].includes('.test.') && found[1] !== 'lib/data/sql/query-prepared.ts')
      return `${found[1]}:${found[2]}`;
  }
  return null;
}

type Query = (...given: unknown[]) => unknown;

function watch(prototype: { query: Query }): void {
  const query = prototype.query;
  prototype.query = function watched(this: unknown, ...given: unknown[]): unknown {
    const site = siteOf();
    const answer = query.apply(this, given);
    if (!state.looking || site === null || !(answer instanceof Promise)) return answer;
    return answer.then((result: pg.QueryResult) => {
      look(site, result);
      return result;
    });
  };
}

if (folder !== undefined) {
  Error.stackTraceLimit = 12;
  if (!state.watched) {
    watch(pg.Pool.prototype as unknown as { query: Query });
    watch(pg.Client.prototype as unknown as { query: Query });
    state.watched = true;
  }
  afterAll(() => {
    const rows: SeenRows[] = [...seen].map(([site, columns]) => ({
      site,
      columns: [...columns].map(([name, { kinds, words }]): SeenColumn => ({ name, kinds: [...kinds], words: [...words] })),
    }));
    appendFileSync(path.join(folder, `${process.pid}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    seen.clear();
  });
}
