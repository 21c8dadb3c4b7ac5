import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { placeOf } from './version-place';

/** Marks a comment as dealt with; doing it again changes nothing. @throws Refusal `not_found`, `report_closed` */
export async function resolveComment(db: Database, actor: Actor, input: { commentId: string }): Promise<void> {
  await inTransaction(db, async (sql) => {
    const { rows } = await sql.query<{ versionId: string; resolved: boolean; body: string }>(
      'select version_id as "versionId", resolved_at is not null as resolved, body from review_comment where id = $1 for update',
      [input.commentId],
    );
    const comment = rows[0];
    if (!comment) throw new Refusal('not_found');
    const place = await placeOf(sql, comment.versionId);
    if (comment.resolved) return;
    await sql.query('update review_comment set resolved_at = clock_timestamp(), resolved_by_id = $2 where id = $1', [
      input.commentId,
      actor.id,
    ]);
    await writeAudit(sql, {
      cycleReportId: place.cycleReportId,
      kind: 'comment_resolved',
      actor,
      subject: versionInWords(place, place.number),
      changes: [{ field: 'comment', from: comment.body, to: null }],
      chainId: place.chainId,
      versionId: place.versionId,
    });
  });
}
