import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addOutcomes, type Outcome } from './outcome';
import { checkRowTypes } from './row-types';
import { runVitest, type VitestRun } from './run-vitest';

/**
 * The tests against PostgreSQL, and with them the truth of every row type of lib/data. A run of chosen files holds only
 * what those files asked for; a run of all fails on a query of which none saw a row.
 */
export async function runData({ filters, env, changedSince }: VitestRun): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-rows-'));
  try {
    const tests = await runVitest('data-*', { filters, env: { ...env, COUNTERSIGN_SEEN_ROWS: folder }, changedSince });
    const everything = filters.length === 0 && changedSince === null;
    return addOutcomes(tests, { tally: await checkRowTypes(folder, everything), files: [] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
