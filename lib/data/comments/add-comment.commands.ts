import { assertStorableText } from '#domain/item/canonical-json';
import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { placeOf } from './version-place';

/**
 * Comments on a version, on an item of it, or on a cell; an answer names the comment it answers and stands where that does.
 * @throws Refusal `not_found`, `report_closed`
 */
export async function addComment(
  db: Database,
  actor: Actor,
  input: { versionId: string; itemKey: string | null; field: string | null; parentId: string | null; body: string },
): Promise<{ commentId: string }> {
  assertStorableText(input.body);
  const { id: userId } = actor;
  if (userId === null) throw new Refusal('not_permitted');
  return await inTransaction(db, async (sql) => {
    const place = await placeOf(sql, input.versionId);
    const { rows } = await sql.query<{ id: string }>(
      `insert into review_comment (version_id, item_key, field, parent_id, user_id, user_role, body)
       select $1, coalesce(p.item_key, $2), coalesce(p.field, $3), p.id, $5, $6, $7
       from (select) as one left join review_comment p on p.id = $4 and p.version_id = $1
       where $4::uuid is null or p.id is not null returning id`,
      [input.versionId, input.itemKey, input.field, input.parentId, userId, actor.role, input.body],
    );
    const comment = rows[0];
    if (!comment) throw new Refusal('not_found');
    await writeAudit(sql, {
      cycleReportId: place.cycleReportId,
      kind: 'comment_added',
      actor,
      subject: versionInWords(place, place.number),
      changes: [{ field: [input.itemKey, input.field].filter(Boolean).join(': ') || 'version', from: null, to: input.body }],
      chainId: place.chainId,
      versionId: place.versionId,
    });
    return { commentId: comment.id };
  });
}
