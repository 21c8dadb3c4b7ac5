import type { ItemFilter } from '#domain/item/item-filter';
import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import { contentSource, contentSql } from '../log/content-source.queries';
import { CONTENT_TARGET } from '../log/version-content.queries';
import { requireVersion } from '../people/access.queries';
import { type Guard, guardFor } from '../people/guard.queries';
import type { Database } from '../sql/connection';
import { itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';

/**
 * How many items of a version match each filter, in their order, by one look at its items; null for a filter by which the person may not
 * ask, because it tells of what is confidential to them. @throws Refusal `not_found`
 */
export async function countMatching(
  db: Database,
  subject: Subject,
  { versionId, filters }: { versionId: string; filters: readonly ItemFilter[] },
): Promise<(number | null)[]> {
  const scope = await requireVersion(db.pool, subject, versionId);
  const guard = await guardFor(db.pool, subject, scope);
  const asked = await Promise.all(filters.map((filter) => asItMayBeAsked(guard, filter)));
  const params = new SqlParams([scope.chainId, scope.number]);
  const content = contentSql('$1', '$2', 'items', await contentSource(db.pool, scope.chainId, scope.number));
  const counts = asked.map((filter) =>
    filter === null ? 'null' : `count(*) filter (where ${itemFilterSql(filter, CONTENT_TARGET, params)})`,
  );
  const { rows } = await db.pool.query<{ counts: (number | null)[] }>(
    `select jsonb_build_array(${counts.join(', ')}) as counts ${content}`,
    params.values,
  );
  return rows[0]?.counts ?? [];
}

async function asItMayBeAsked(guard: Guard, filter: ItemFilter): Promise<ItemFilter | null> {
  try {
    return await guard.filter(filter);
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'not_permitted' || error.code === 'not_found')) return null;
    throw error;
  }
}
