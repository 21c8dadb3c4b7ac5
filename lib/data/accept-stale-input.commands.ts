import { Refusal } from '#domain/refusals';
import type { Actor } from './actor';
import { writeAudit } from './audit';
import { type Database, inTransaction } from './connection';
import { versionInWords } from './subject-words';
import { placeOf } from './version-place';

/**
 * Accepts, with a reason, that an earlier phase has other approved content now than this version was built from.
 * `upstreamId` is either of the two versions of the earlier phase. What is accepted is the content approved now.
 * @throws Refusal `reason_required`, `not_found` where nothing is stale
 */
export async function acceptStaleInput(
  db: Database,
  actor: Actor,
  input: { versionId: string; upstreamId: string; reason: string },
): Promise<void> {
  if (input.reason.trim() === '') throw new Refusal('reason_required');
  await inTransaction(db, async (sql) => {
    const place = await placeOf(sql, input.versionId);
    const { rows } = await sql.query<{ number: number; phase: string; instance: string }>(
      `INSERT INTO stale_acceptance (version_id, upstream_id, content_hash, user_id, reason)
       SELECT i.version_id, now.id, now.content_hash, $3, $4
       FROM version_input i JOIN version u ON u.id = i.upstream_id JOIN version now ON now.chain_id = u.chain_id AND now.status = 'approved'
       WHERE i.version_id = $1 AND (u.id = $2 OR now.id = $2) AND now.content_hash <> i.content_hash
       RETURNING (SELECT number FROM version WHERE id = upstream_id) AS number,
         (SELECT c.phase FROM version v JOIN chain c ON c.id = v.chain_id WHERE v.id = upstream_id) AS phase,
         (SELECT c.instance FROM version v JOIN chain c ON c.id = v.chain_id WHERE v.id = upstream_id) AS instance`,
      [input.versionId, input.upstreamId, actor.id, input.reason],
    );
    const accepted = rows[0];
    if (!accepted) throw new Refusal('not_found');
    await writeAudit(sql, {
      cycleReportId: place.cycleReportId,
      kind: 'stale_accepted',
      actor,
      subject: versionInWords(place, place.number),
      changes: [{ field: versionInWords(accepted, accepted.number), from: null, to: input.reason }],
      chainId: place.chainId,
      versionId: place.versionId,
    });
  });
}
