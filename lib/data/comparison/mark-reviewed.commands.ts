import type { Actor } from '../people/actor';
import type { Database } from '../sql/connection';

/**
 * Marks rows of a comparison as reviewed by a person, in a version at a hash (hex), or takes the marks back. Of a hash the
 * version does not have, nothing is noted: what changed meanwhile has not been reviewed. What was reviewed before the version was
 * decided, or before they signed it, is part of the record, and stays.
 */
export async function markReviewed(
  db: Database,
  actor: Actor,
  input: { versionId: string; versionHash: string; keys: readonly string[]; reviewed: boolean },
): Promise<void> {
  const values = [input.versionId, actor.id, input.versionHash, [...input.keys]];
  if (input.reviewed) {
    await db.pool.query(
      `insert into reviewed_row (version_id, user_id, version_hash, item_key)
       select v.id, $2, v.version_hash, k from version v cross join unnest($4::text[]) k
       where v.id = $1 and v.version_hash = decode($3, 'hex') on conflict do nothing`,
      values,
    );
    return;
  }
  await db.pool.query(
    `delete from reviewed_row r using version v where v.id = r.version_id and (v.decided_at is null or r.reviewed_at > v.decided_at)
        and not exists (select from signature s where s.version_id = r.version_id and s.user_id = r.user_id and s.signed_at >= r.reviewed_at)
        and r.version_id = $1 and r.user_id = $2 and r.version_hash = decode($3, 'hex') and r.item_key = any($4::text[])`,
    values,
  );
}
