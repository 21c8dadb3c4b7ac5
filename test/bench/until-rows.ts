import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#data/sql/connection';

/** Short beside what is measured of each act. */
const LOOK_AGAIN_MS = 2;
/** More in one process wait for a connection until it is refused; an installation spreads them over its processes. */
const MOST_UNDER_WAY = 256;

/** Milliseconds from the beginning of all acts until the row is seen by which each is answered; of very many, so many are under way at once. */
export async function untilRows(
  db: Database,
  sql: string,
  acts: readonly (() => Promise<string>)[],
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<number[]> {
  const begun = performance.now();
  const waiting = new Set<string>();
  const queue = acts.values();
  const begin = async (): Promise<void> => {
    for (const act of queue) waiting.add(await act());
  };
  await Promise.all(Array.from({ length: Math.min(MOST_UNDER_WAY, acts.length) }, begin));
  const taken: number[] = [];
  while (waiting.size > 0) {
    const { rows } = await db.pool.query<{ id: string }>(sql, [[...waiting]]);
    for (const { id } of rows) if (waiting.delete(id)) taken.push(performance.now() - begun);
    if (waiting.size > 0) await pause(lookAgainMs);
  }
  return taken;
}
