import type { Database } from '../sql/connection';

/** Rows from which a write is large: below, plans made for what was there before still serve. */
const LARGE = 10_000;

/**
 * Has the planner look at the log anew after a large write; call it once that write is committed. Until autovacuum comes, up to a minute
 * later, every page of the new content would be planned as if it were not there. Waits for nobody, and skips where one is under way.
 */
export async function analyzeItems(db: Database, rowsWritten: number): Promise<void> {
  if (rowsWritten >= LARGE) await db.pool.query('select analyze_version_items()');
}
