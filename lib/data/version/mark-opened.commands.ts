import type { Actor } from '../people/actor';
import type { Database } from '../sql/connection';

/** Notes that a person has opened a version at a hash (hex); of a hash the version does not have, nothing is noted. */
export async function markOpened(db: Database, actor: Actor, input: { versionId: string; versionHash: string }): Promise<void> {
  await db.pool.query(
    `insert into version_opened (version_id, user_id, version_hash)
     select id, $2, version_hash from version where id = $1 and version_hash = decode($3, 'hex') on conflict do nothing`,
    [input.versionId, actor.id, input.versionHash],
  );
}
