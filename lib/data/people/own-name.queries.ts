import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import type { Queryable } from '../sql/connection';

/**
 * The commitment (lower-case hex) to the name that somebody typed, which has to be their account's; blanks around it do not count.
 * @throws Refusal `name_differs`
 */
export async function commitmentToOwnName(db: Queryable, subject: Subject, typedName: string): Promise<string> {
  const { rows } = await db.query<{ commitment: string }>(
    `select encode(person_commitment(u.id), 'hex') as commitment from app_user u where u.id = $1 and u.name = $2`,
    [subject.userId, typedName.trim()],
  );
  const [own] = rows;
  if (own === undefined) throw new Refusal('name_differs');
  return own.commitment;
}
