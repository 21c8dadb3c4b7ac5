import { firstRole, type Role } from '#domain/people/roles';
import type { Queryable } from '../sql/connection';
import type { Actor } from './actor';

/** Somebody acting for themselves outside any report, in the first role they hold; without one, in none. */
export async function personAsActor(db: Queryable, id: string): Promise<Actor> {
  const { rows } = await db.query<{ role: Role }>(
    'select role from role_assignment where user_id = $1 and (until is null or until > now())',
    [id],
  );
  return { id, role: firstRole(rows) ?? 'system' };
}
