import type { Actor } from './actor';
import type { Database } from './connection';

/**
 * Marks rows of a comparison as reviewed by a person, in a version at a hash (hex), or takes the marks back. Of a hash the
 * version does not have, nothing is noted: what changed meanwhile has not been reviewed.
 */
export async function markReviewed(
  db: Database,
  actor: Actor,
  input: { versionId: string; versionHash: string; keys: readonly string[]; reviewed: boolean },
): Promise<void> {
  const values = [input.versionId, actor.id, input.versionHash, [...input.keys]];
  if (input.reviewed) {
    await db.pool.query(
      `INSERT INTO reviewed_row (version_id, user_id, version_hash, item_key)
       SELECT v.id, $2, v.version_hash, k FROM version v CROSS JOIN unnest($4::text[]) k
       WHERE v.id = $1 AND v.version_hash = decode($3, 'hex') ON CONFLICT DO NOTHING`,
      values,
    );
    return;
  }
  await db.pool.query(
    `DELETE FROM reviewed_row WHERE version_id = $1 AND user_id = $2 AND version_hash = decode($3, 'hex') AND item_key = ANY($4::text[])`,
    values,
  );
}
