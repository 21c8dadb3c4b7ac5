import type pg from 'pg';
import { waitUntil } from './wait-until';

/** Resolves when another session holds the lock that `blocked` waits for, as `watcher` sees it; throws after ten seconds. */
export async function waitUntilBlocked(watcher: pg.Client, blocked: pg.PoolClient): Promise<void> {
  const pid = (blocked as unknown as { processID: number }).processID;
  await waitUntil(
    async () => {
      const { rows } = await watcher.query<{ blocked: boolean }>('select cardinality(pg_blocking_pids($1)) > 0 as blocked', [pid]);
      if (!rows[0]?.blocked) throw new Error(`Session ${pid} does not wait for a lock.`);
    },
    { timeout: 10_000, interval: 10 },
  );
}
