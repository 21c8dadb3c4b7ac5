import { Refusal } from '#domain/refusals';
import type { SqlClient } from '../sql/connection';

/**
 * Checks that the reason of a renaming or an erasure says none of the names and addresses that the person has had, nor the new ones:
 * the reason stays in the trail, where nothing can be erased any more.
 * @throws Refusal `invalid_input`
 */
export async function requireNoName(
  sql: SqlClient,
  userId: string,
  { reason, name, email }: { reason: string; name?: string; email?: string },
): Promise<void> {
  const { rowCount } = await sql.query(
    `select from (select unnest(array[n.name, n.email]) as word from person_name n where n.person_id = $1 union select unnest($3::text[])) named
      where strpos(lower($2), lower(word)) > 0`,
    [userId, reason, [name, email].filter((word) => word !== undefined)],
  );
  if (rowCount) throw new Refusal('invalid_input', 'The reason stays in the trail for good: leave name and e-mail address out of it.');
}
