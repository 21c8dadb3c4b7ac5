import type { Database } from './connection';

/** Whether PostgreSQL answers; why it does not is for the log of whoever asks more than this. */
export async function databaseIsReachable(db: Database): Promise<boolean> {
  try {
    await db.pool.query('select 1');
    return true;
  } catch {
    return false;
  }
}
