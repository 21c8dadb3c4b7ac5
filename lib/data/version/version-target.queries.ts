import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import type { Queryable } from '../sql/connection';

/** The version a comment stands on. @throws Refusal `not_found` */
export async function versionOfComment(db: Queryable, commentId: string): Promise<string> {
  const { rows } = await db.query<{ versionId: string }>('select version_id as "versionId" from review_comment where id = $1', [commentId]);
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0].versionId;
}

/** Holds somebody to what they have looked at: the version at this hash (lower-case hex). @throws Refusal `not_opened` */
export async function requireOpened(
  db: Queryable,
  subject: Pick<Subject, 'userId'>,
  versionId: string,
  versionHash: string,
): Promise<void> {
  const { rowCount } = await db.query(
    `select from version_opened where version_id = $1 and user_id = $2 and version_hash = decode($3, 'hex')`,
    [versionId, subject.userId, versionHash],
  );
  if (!rowCount) throw new Refusal('not_opened');
}
