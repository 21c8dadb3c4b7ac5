import { Refusal } from '#domain/refusals';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { Queryable } from '../sql/connection';

/**
 * Finds the document of a version that its policy asks for: its SHA-256, lower-case hex. Null where the policy asks for none.
 * @throws Refusal `not_rendered` while it is not made
 */
export async function requireRendition(
  db: Queryable,
  { rendition }: Pick<ApprovalPolicy, 'rendition'>,
  versionId: string,
): Promise<string | null> {
  if (rendition === undefined) return null;
  const { rows } = await db.query<{ sha256: string }>('select sha256 from rendition where version_id = $1 and recipe = $2', [
    versionId,
    rendition,
  ]);
  const [made] = rows;
  if (made === undefined) throw new Refusal('not_rendered');
  return made.sha256;
}
