import type { Role } from '#domain/people/roles';
import { Refusal } from '#domain/refusals';
import type { SqlClient } from '../sql/connection';
import { activePersonSql } from '../sql/fragments';

const NAMED_AS: Partial<Record<Role, string>> = { tester: 'Tester', report_owner: 'Report Owner' };

/**
 * Answers the name of a person who may be named in a role: active, and holding it now, not as lent and not run out. They cannot be
 * disabled before this transaction ends. Anything that is no person's id is refused like a person without the role.
 * @throws Refusal `invalid_input`
 */
export async function requireHolder(sql: SqlClient, userId: string, role: Role): Promise<string> {
  const { rows } = await sql.query<{ name: string }>(
    `select u.name from app_user u
      where u.id::text = $1 and ${activePersonSql('u')}
        and exists (select from role_assignment ra
                     where ra.user_id = u.id and ra.role = $2::"Role" and (ra.until is null or ra.until > clock_timestamp()))
        for share of u`,
    [userId, role],
  );
  const [holder] = rows;
  if (!holder) throw new Refusal('invalid_input', `That person does not hold the role ${NAMED_AS[role] ?? role}.`);
  return holder.name;
}
