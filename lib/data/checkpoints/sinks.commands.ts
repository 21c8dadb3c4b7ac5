import type { Database } from '../sql/connection';

/** How long a worker has a sink to itself: longer than a delivery may take, so that one that was killed is followed soon. */
const HELD = '30 seconds';
/** A sink that is away is tried again after 1, 2, 4 … seconds, and from the ninth time on every five minutes. */
const LONGEST_WAIT_SECONDS = 300;

/** Notes which sinks are configured; those of before that are not any more keep how far they came, and are asked nothing. */
export async function enlistSinks(db: Database, names: readonly string[]): Promise<void> {
  await db.pool.query(
    `insert into checkpoint_sink (name, active) select name, true from unnest($1::text[]) as named(name)
     on conflict (name) do update set active = true`,
    [names],
  );
  await db.pool.query('update checkpoint_sink set active = false where active and name <> all($1::text[])', [names]);
}

/**
 * Takes a sink that is due and behind for this worker alone, for half a minute, and answers the number of the last checkpoint that it
 * has; null where it has them all, has to wait, or is with another worker.
 */
export async function claimSink(db: Database, name: string): Promise<number | null> {
  const answer = await db.pool.query<{ delivered: number }>(
    `update checkpoint_sink set next_try_at = now() + interval '${HELD}'
      where name = $1 and active and next_try_at <= now() and delivered < (select coalesce(max(number), 0) from checkpoint)
      returning delivered`,
    [name],
  );
  return answer.rows[0]?.delivered ?? null;
}

/** Notes that a checkpoint arrived, and keeps the sink for this worker; what failed before is forgotten. */
export async function noteDelivered(db: Database, name: string, number: number): Promise<void> {
  await db.pool.query(
    `update checkpoint_sink set delivered = greatest(delivered, $2), delivered_at = now(), failing_since = null, error = null, attempts = 0,
            next_try_at = now() + interval '${HELD}' where name = $1`,
    [name, number],
  );
}

/** Lets go of a sink that took all that it was given: it may be tried at once. */
export async function releaseSink(db: Database, name: string): Promise<void> {
  await db.pool.query('update checkpoint_sink set next_try_at = now() where name = $1', [name]);
}

/** Notes that a sink took nothing, why in words, and when it is tried again. */
export async function noteFailure(db: Database, name: string, why: string): Promise<void> {
  await db.pool.query(
    `update checkpoint_sink set failing_since = coalesce(failing_since, now()), error = $2, attempts = attempts + 1,
            next_try_at = now() + make_interval(secs => least(power(2, least(attempts, 20)), ${LONGEST_WAIT_SECONDS})) where name = $1`,
    [name, why],
  );
}
