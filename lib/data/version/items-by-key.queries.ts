import type { ItemRow } from '#contract/views/row-views';
import type { Subject } from '#domain/people/permissions';
import { probeContent } from '../log/version-content.queries';
import { requireVersion } from '../people/access.queries';
import { guardFor } from '../people/guard.queries';
import type { Database } from '../sql/connection';
import { readItemRows } from './item-rows.queries';

/**
 * The rows of a version at some keys as this person may read them, masked as on a page of items; keys it does not hold are
 * left out.
 * @throws Refusal `not_found`
 */
export async function readItemsByKey(
  db: Database,
  subject: Subject,
  request: { versionId: string; keys: readonly string[] },
): Promise<ItemRow[]> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const guard = await guardFor(db.pool, subject, scope);
  const found = await probeContent(db.pool, scope.chainId, scope.number, await guard.items.real(request.keys));
  const rows = await readItemRows(db.pool, scope, guard.mask, [...found.values()]);
  const show = await guard.items.shown(found.keys());
  return rows.map((row) => ({ ...row, key: show(row.key) }));
}
