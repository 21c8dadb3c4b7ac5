import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';

/** How a draft is left: submitted by somebody, listed by the system (nobody), or discarded. */
export type Freezing = { status: 'pending_approval'; submittedById: string | null; note: string | null } | { status: 'discarded' };

/**
 * Takes a draft out of editing: counts, differences against the parent, content hash and version hash are computed by
 * the database and stamped with the status, in the caller's transaction.
 */
export async function freezeVersion(sql: SqlClient, versionId: string, freezing: Freezing): Promise<void> {
  const submitted = freezing.status === 'pending_approval';
  await sql.query(
    `with figures as materialized (select * from freeze_figures($1))
     update version v set status = $2::"VersionStatus", content_hash = f.content, version_hash = version_hash(v.id, f.content),
       item_count = f.items, added_count = f.added, changed_count = f.changed, removed_count = f.removed,
       submitted_at = case when $3 then clock_timestamp() end, submitted_by_id = $4,
       note = coalesce($5, v.note), decided_at = case when $3 then null else clock_timestamp() end
     from figures f where v.id = $1`,
    [versionId, freezing.status, submitted, submitted ? freezing.submittedById : null, submitted ? freezing.note : null],
  );
  await queryPrepared(
    sql,
    'delete from removed_item r using version v where v.id = $1 and r.chain_id = v.chain_id and r.number = v.number',
    [versionId],
  );
}
