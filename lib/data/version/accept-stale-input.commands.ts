import { type ChainInReport, versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { placeOf } from '../comments/version-place';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { approvedSql, isRecordedSql } from '../sql/fragments';

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
    const { rows } = await sql.query<ChainInReport & { number: number }>(
      `insert into stale_acceptance (version_id, upstream_id, content_hash, user_id, reason)
       select i.version_id, now.id, now.content_hash, $3, $4
       from version_input i join version own on own.id = i.version_id join chain oc on oc.id = own.chain_id and (oc.lane_id is null or not ${isRecordedSql('oc')})
       join version u on u.id = i.upstream_id join version now on now.chain_id = u.chain_id and ${approvedSql('now')}
       where i.version_id = $1 and (u.id = $2 or now.id = $2) and now.content_hash <> i.content_hash
       returning (select number from version where id = upstream_id) as number,
         (select c.phase from version v join chain c on c.id = v.chain_id where v.id = upstream_id) as phase,
         (select c.instance from version v join chain c on c.id = v.chain_id where v.id = upstream_id) as instance`,
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
