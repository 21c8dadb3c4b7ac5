import type { Database } from '../sql/connection';

/** Notes what was made from a file by a recipe. Making it again may give other bytes of the same meaning: the last one stands. */
export async function recordDerivedFile(db: Database, sourceSha256: string, recipeHash: string, sha256: string): Promise<void> {
  await db.pool.query(
    `insert into derived_file (source_sha256, recipe_hash, sha256) values ($1, $2, $3)
     on conflict (source_sha256, recipe_hash) do update set sha256 = excluded.sha256`,
    [sourceSha256, recipeHash, sha256],
  );
}
