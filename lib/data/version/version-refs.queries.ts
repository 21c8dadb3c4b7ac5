import type { VersionRef } from '#contract/views/row-views';
import type { VersionStatus } from '#domain/version/version-status';
import type { Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';

interface RefRow {
  id: string;
  number: number;
  status: VersionStatus;
  createdAt: Date;
  submittedAt: Date | null;
  decidedAt: Date | null;
  addedCount: number | null;
  changedCount: number | null;
  removedCount: number | null;
  itemCount: number | null;
  reason: string;
  by: string | null;
}

const COLUMNS = `id, number, status, created_at as "createdAt", submitted_at as "submittedAt", decided_at as "decidedAt",
  added_count as "addedCount", changed_count as "changedCount", removed_count as "removedCount", item_count as "itemCount", reason,
  case when cause in ('recorded', 'listed') then ${nameThenSql('submitted_by_id', 'submitted_at')} end as by`;

/** Every version of a chain, newest first. */
export async function readVersionRefs(db: Queryable, chainId: string): Promise<VersionRef[]> {
  const answer = await db.query<RefRow>(`select ${COLUMNS} from version where chain_id = $1 order by number desc`, [chainId]);
  return answer.rows.map(versionRef);
}

/** Some versions as references, in no order; the caller has already established that they may be seen. */
export async function readVersionRefsOf(db: Queryable, versionIds: readonly string[]): Promise<VersionRef[]> {
  const answer = await db.query<RefRow>(`select ${COLUMNS} from version where id = any ($1::uuid[])`, [versionIds]);
  return answer.rows.map(versionRef);
}

/** One version as a reference; the caller has already established that it may be seen. */
export async function readVersionRef(db: Queryable, versionId: string): Promise<VersionRef> {
  const [ref] = await readVersionRefsOf(db, [versionId]);
  if (ref === undefined) throw new Error(`version ${versionId} vanished`);
  return ref;
}

/** ISO 8601 in UTC, null where there is no time. */
export function isoOrNull(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

function versionRef(row: RefRow): VersionRef {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    submittedAt: isoOrNull(row.submittedAt),
    decidedAt: isoOrNull(row.decidedAt),
    totals: row.addedCount === null ? null : { added: row.addedCount, changed: row.changedCount ?? 0, removed: row.removedCount ?? 0 },
    itemCount: row.itemCount,
    reason: row.reason,
    ...(row.by === null ? {} : { by: row.by }),
  };
}
