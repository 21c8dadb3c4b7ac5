import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import { isId, requireVersion } from '../people/access.queries';
import type { Queryable } from '../sql/connection';

/** The chain a command on a version is addressed to. Says nothing about the right to see it. @throws Refusal `not_found` */
export async function chainOfVersion(db: Queryable, versionId: string): Promise<string> {
  if (!isId(versionId)) throw new Refusal('not_found');
  const { rows } = await db.query<{ chainId: string }>('select chain_id as "chainId" from version where id = $1', [versionId]);
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0].chainId;
}

/** The version a comment stands on. @throws Refusal `not_found` */
export async function versionOfComment(db: Queryable, commentId: string): Promise<string> {
  const { rows } = await db.query<{ versionId: string }>('select version_id as "versionId" from review_comment where id = $1', [commentId]);
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0].versionId;
}

export interface BulkDecisionTarget {
  chainId: string;
  /** The policy asks for signatures, which are never given in bulk. */
  signoff: boolean;
  /** This person has opened the version at this hash. */
  opened: boolean;
}

/** What a bulk decision must know of one of its rows. @throws Refusal `not_found` where the person may not see it. */
export async function bulkDecisionTarget(
  db: Queryable,
  subject: Subject,
  versionId: string,
  seenVersionHash: string,
): Promise<BulkDecisionTarget> {
  const scope = await requireVersion(db, subject, versionId);
  const { rows } = await db.query(
    `select 1 from version_opened where version_id = $1 and user_id = $2 and version_hash = decode($3, 'hex')`,
    [versionId, subject.userId, seenVersionHash],
  );
  return { chainId: scope.chainId, signoff: scope.policy.mode === 'signoff', opened: rows.length > 0 };
}
