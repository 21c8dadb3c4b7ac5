import { knownView } from '#contract/views/known-view';
import type { SavedViewPage, SavedViewView } from '#contract/views/saved-views';
import type { Database } from '../sql/connection';

/** A person's own views of a page, by name; a filter that this release does not know is left out. */
export async function readSavedViews<P extends SavedViewPage>(db: Database, userId: string, page: P): Promise<SavedViewView<P>[]> {
  const { rows } = await db.pool.query<{ id: string; name: string; view: unknown; isDefault: boolean }>(
    `select id, name, view, is_default as "isDefault" from saved_view where user_id = $1 and page = $2 order by lower(name), id`,
    [userId, page],
  );
  return rows.map((row) => ({ ...row, view: knownView(page, row.view) }));
}
