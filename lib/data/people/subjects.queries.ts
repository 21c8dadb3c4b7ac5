import type { Subject } from '#domain/people/permissions';
import type { Database } from '../sql/connection';
import { activePersonSql } from '../sql/fragments';
import { HELD_ROLES_SQL } from './held-roles';

/**
 * A person as they are now, for permissions; null when unknown, disabled, or when their sessions have been ended, or the one that is
 * named has.
 */
export async function loadSubject(
  db: Database,
  userId: string,
  sessionEpoch: number,
  sessionId: string | null = null,
): Promise<Subject | null> {
  const { rows } = await db.pool.query<Subject>(
    `select u.id as "userId", u.name, u.email, ${HELD_ROLES_SQL} as roles from app_user u where u.id = $1 and u.session_epoch = $2 and ${activePersonSql('u')}
       and not exists (select from ended_session e where e.id = $3)`,
    [userId, sessionEpoch, sessionId],
  );
  return rows[0] ?? null;
}
