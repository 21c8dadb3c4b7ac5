import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkRowTypes } from './row-types';
import { runVitest } from './run-vitest';
import { addTallies, type Tally } from './tally';

/**
 * The tests against PostgreSQL, and with them the truth of every row type of lib/data. A run of chosen files holds only
 * what those files asked for.
 */
export async function runData(filters: string[], env: NodeJS.ProcessEnv): Promise<Tally> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-rows-'));
  const seen = path.join(folder, 'seen-rows.jsonl');
  try {
    await writeFile(seen, '');
    const tests = await runVitest('data', filters, { ...env, COUNTERSIGN_SEEN_ROWS: seen });
    return addTallies(tests, await checkRowTypes(seen, filters.length === 0));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
