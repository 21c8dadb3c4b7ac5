import type { Database } from '../sql/connection';

/** SHA-256 of what was made from a file by a recipe, or null where nothing is known. */
export async function findDerivedFile(db: Database, sourceSha256: string, recipeHash: string): Promise<string | null> {
  const { rows } = await db.pool.query<{ sha256: string }>(
    'select sha256 from derived_file where source_sha256 = $1 and recipe_hash = $2',
    [sourceSha256, recipeHash],
  );
  return rows[0]?.sha256 ?? null;
}
