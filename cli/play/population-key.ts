import { createInterface } from 'node:readline';
import type { ItemPage } from '#contract/views/version-views';
import { readItems } from '#data/version/items.queries';
import type { Subject } from '#domain/people/permissions';
import { persist } from './persist';
import type { PlayFiles } from './play-files';
import type { PlayOptions } from './play-options';
import type { Stage } from './stage';

const CANDIDATES = 200;

/**
 * The key of a record that the population holds and the version does not, as an owner would name one from the file; null
 * where the file does not tell without being parsed (quoted, packed or with a key of several columns).
 */
export async function populationKey(
  stage: Stage,
  who: Subject,
  versionId: string,
  files: PlayFiles,
  options: PlayOptions,
): Promise<string | null> {
  const taken = await keysOf(stage, who, versionId);
  for (const key of await candidates(files, options)) if (!taken.has(key)) return key;
  return null;
}

async function keysOf(stage: Stage, who: Subject, versionId: string): Promise<Set<string>> {
  const keys = new Set<string>();
  let after: string | null = null;
  do {
    const cursor: string | null = after;
    const page: ItemPage = await persist(() => readItems(stage.db, who, { versionId, after: cursor, limit: 200 }));
    for (const row of page.rows) keys.add(row.key);
    after = page.next;
  } while (after !== null);
  return keys;
}

async function candidates(files: PlayFiles, options: PlayOptions): Promise<string[]> {
  const [key, ...more] = options.key ?? [];
  if (key === '@row') return Array.from({ length: CANDIDATES }, (_, index) => String(index + 1));
  const field = Number(key);
  if (more.length > 0 || options.header || options.delimiter === null || !Number.isInteger(field)) return [];
  const found: string[] = [];
  let line = 0;
  const lines = createInterface({ input: files.data.open(), crlfDelay: Infinity });
  for await (const text of lines) {
    line += 1;
    if (line <= options.skipLines) continue;
    const value = text.split(options.delimiter)[field - 1];
    if (value) found.push(value);
    if (found.length === CANDIDATES) break;
  }
  lines.close();
  return found;
}
