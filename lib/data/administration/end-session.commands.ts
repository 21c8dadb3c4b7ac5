import type { Database } from '../sql/connection';

/** Ends a session for good: whoever holds a copy of its cookie is signed out with it. Ending it again changes nothing. */
export async function endSession(db: Database, sessionId: string): Promise<void> {
  await db.pool.query('insert into ended_session (id) values ($1) on conflict (id) do nothing', [sessionId]);
}
