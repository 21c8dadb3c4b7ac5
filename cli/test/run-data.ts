import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addOutcomes, type Outcome } from './outcome';
import { checkRowTypes } from './row-types';
import { runVitest, type VitestRun } from './run-vitest';

/**
 * The tests against PostgreSQL, and with them the truth of every row type of lib/data. A run of chosen files holds only
 * what those files asked for.
 */
export async function runData({ filters, env, changedSince }: VitestRun): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-rows-'));
  const seen = path.join(folder, 'seen-rows.jsonl');
  try {
    await writeFile(seen, '');
    const tests = await runVitest('data', { filters, env: { ...env, COUNTERSIGN_SEEN_ROWS: seen }, changedSince });
    const everything = filters.length === 0 && changedSince === null;
    return addOutcomes(tests, { tally: await checkRowTypes(seen, everything), files: [] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
