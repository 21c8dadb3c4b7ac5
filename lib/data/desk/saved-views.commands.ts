import type { SaveViewInput } from '#contract/desk-inputs';
import type { SavedViewPage, ViewSettings } from '#contract/views/saved-views';
import { personToken } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { onlyRow } from '../sql/only-row';

/** Of each page. */
const MAX_VIEWS = 50;

type Owner = Actor & { id: string };

interface ViewRow {
  page: SavedViewPage;
  name: string;
  view: Partial<ViewSettings[SavedViewPage]>;
}

/** Keeps a view of a page under a name, or renames and changes one. @throws Refusal `not_found`, `duplicate_name`, `invalid_input` */
export async function saveView(db: Database, owner: Owner, input: SaveViewInput): Promise<{ id: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const before = input.viewId === undefined ? null : await lockView(sql, owner, input.viewId, input.page);
        if (before === null) await requireRoom(sql, owner, input.page);
        const { rows } = before
          ? await sql.query<{ id: string }>('update saved_view set name = $2, view = $3 where id = $1 returning id', [
              input.viewId,
              input.name,
              JSON.stringify(input.view),
            ])
          : await sql.query<{ id: string }>('insert into saved_view (user_id, page, name, view) values ($1, $2, $3, $4) returning id', [
              owner.id,
              input.page,
              input.name,
              JSON.stringify(input.view),
            ]);
        await auditInstallation(sql, owner, 'view_saved', input.name, changesBetween(before ? inWords(before) : {}, inWords(input)));
        return onlyRow(rows);
      }),
    { taken: `You have a view named ${input.name}.` },
  );
}

/** Removes a view. @throws Refusal `not_found`, also for somebody else's */
export async function removeView(db: Database, owner: Owner, input: { viewId: string }): Promise<{ id: string }> {
  return inTransaction(db, async (sql) => {
    const before = await lockView(sql, owner, input.viewId);
    await sql.query('delete from saved_view where id = $1', [input.viewId]);
    await auditInstallation(sql, owner, 'view_removed', before.name, changesBetween(inWords(before), {}));
    return { id: input.viewId };
  });
}

/** The view that a page opens with; null for none. @throws Refusal `not_found`, also for somebody else's and another page's */
export async function setDefaultView(
  db: Database,
  owner: Owner,
  input: { page: SavedViewPage; viewId: string | null },
): Promise<{ id: string | null }> {
  return inTransaction(db, async (sql) => {
    const chosen = input.viewId === null ? null : await lockView(sql, owner, input.viewId, input.page);
    // The one before goes first, in a statement of its own: at most one is default.
    const { rows } = await sql.query<{ name: string }>(
      'update saved_view set is_default = false where user_id = $1 and page = $2 and is_default returning name',
      [owner.id, input.page],
    );
    if (input.viewId !== null) await sql.query('update saved_view set is_default = true where id = $1', [input.viewId]);
    const [former] = rows;
    const subject = chosen?.name ?? former?.name;
    if (subject !== undefined)
      await auditInstallation(sql, owner, 'view_saved', subject, changesBetween({ default: former?.name }, { default: chosen?.name }));
    return { id: input.viewId };
  });
}

async function lockView(sql: SqlClient, owner: Owner, viewId: string, page?: SavedViewPage): Promise<ViewRow> {
  // All of a person's, in one order: two changes of the default wait for each other.
  const { rows } = await sql.query<ViewRow & { id: string }>(
    'select id, page, name, view from saved_view where user_id = $1 order by id for update',
    [owner.id],
  );
  const row = rows.find((one) => one.id === viewId && (page === undefined || one.page === page));
  if (!row) throw new Refusal('not_found');
  return row;
}

async function requireRoom(sql: SqlClient, owner: Owner, page: SavedViewPage): Promise<void> {
  const { rows } = await sql.query<{ n: number }>('select count(*)::int as n from saved_view where user_id = $1 and page = $2', [
    owner.id,
    page,
  ]);
  if ((rows[0]?.n ?? 0) >= MAX_VIEWS) throw new Refusal('invalid_input', `You have ${MAX_VIEWS} views of this page: remove one first.`);
}

function inWords({ page, name, view }: ViewRow): Record<string, string | null> {
  const { person, ...rest } = { person: null, ...view };
  return { page, name, ...rest, ...(person === null ? {} : { person: personToken(person) }) };
}
