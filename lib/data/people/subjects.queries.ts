import type { Subject } from '#domain/people/permissions';
import type { Database } from '../sql/connection';
import { activePersonSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
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
  const { rows } = await queryPrepared<Subject>(
    db.pool,
    `select u.id as "userId", u.name, u.email, ${HELD_ROLES_SQL} as roles from app_user u where u.id = $1 and u.session_epoch = $2 and ${activePersonSql('u')}
       and not exists (select from ended_session e where e.id = $3)`,
    [userId, sessionEpoch, sessionId],
  );
  return rows[0] ?? null;
}

/** A session as its cookie names it. */
export interface SessionClaims {
  userId: string;
  sessionEpoch: number;
  sessionId: string;
}

/**
 * Many sessions in one statement, in the order given: the person of each as they are now, null where `loadSubject` would answer null.
 */
export async function loadSubjects(db: Database, sessions: readonly SessionClaims[]): Promise<(Subject | null)[]> {
  const { rows } = await db.pool.query<{ nth: number } & Subject>(
    `select s.nth::int as nth, u.id as "userId", u.name, u.email, ${HELD_ROLES_SQL} as roles
       from unnest($1::uuid[], $2::int[], $3::uuid[]) with ordinality as s(person, epoch, session, nth)
       join app_user u on u.id = s.person and u.session_epoch = s.epoch and ${activePersonSql('u')}
      where not exists (select from ended_session e where e.id = s.session)`,
    [sessions.map(({ userId }) => userId), sessions.map(({ sessionEpoch }) => sessionEpoch), sessions.map(({ sessionId }) => sessionId)],
  );
  const found = new Map(rows.map(({ nth, ...subject }) => [nth, subject]));
  return sessions.map((_, at) => found.get(at + 1) ?? null);
}
