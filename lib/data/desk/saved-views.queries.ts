import type { SavedViewView } from '#contract/views/desk-views';
import { inboxViewSchema } from '#contract/views/inbox-view';
import type { Database } from '../sql/connection';

/** A person's own views of the inbox, by name; a filter that this release does not know is left out. */
export async function readSavedViews(db: Database, userId: string): Promise<SavedViewView[]> {
  const { rows } = await db.pool.query<{ id: string; name: string; view: unknown; isDefault: boolean }>(
    `select id, name, view, is_default as "isDefault" from saved_view where user_id = $1 order by lower(name), id`,
    [userId],
  );
  return rows.map((row) => {
    const known = inboxViewSchema.safeParse(row.view);
    return { ...row, view: known.success ? known.data : inboxViewSchema.parse({}) };
  });
}
