import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#data/sql/connection';

/** Short beside what is measured of each act. */
const LOOK_AGAIN_MS = 2;

/** Milliseconds from each act's beginning until the row that it is answered by is seen; all begin at once. */
export async function untilRows(
  db: Database,
  sql: string,
  acts: readonly (() => Promise<string>)[],
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<number[]> {
  const begun = performance.now();
  const waiting = new Set(await Promise.all(acts.map((act) => act())));
  const taken: number[] = [];
  while (waiting.size > 0) {
    const { rows } = await db.pool.query<{ id: string }>(sql, [[...waiting]]);
    for (const { id } of rows) if (waiting.delete(id)) taken.push(performance.now() - begun);
    if (waiting.size > 0) await pause(lookAgainMs);
  }
  return taken;
}
