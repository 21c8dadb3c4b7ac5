import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { onlyRow } from '../sql/only-row';

/** Adds a line of business, renames it or takes it out of use. @throws Refusal `not_found`, `duplicate_name` */
export async function saveLob(
  db: Database,
  actor: Actor,
  input: { id?: string | undefined; name: string; active: boolean },
): Promise<{ id: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const before = input.id ? await readLob(sql, input.id) : null;
        const { rows } = input.id
          ? await sql.query<{ id: string }>('update lob set name = $2, active = $3 where id = $1 returning id', [
              input.id,
              input.name,
              input.active,
            ])
          : await sql.query<{ id: string }>('insert into lob (name, active) values ($1, $2) returning id', [input.name, input.active]);
        const id = onlyRow(rows).id;
        await auditInstallation(sql, actor, 'lob_saved', input.name, changesBetween({ ...before }, { ...(await readLob(sql, id)) }));
        return { id };
      }),
    { taken: `There is a line of business named ${input.name}.` },
  );
}

async function readLob(sql: SqlClient, id: string): Promise<{ name: string; active: string }> {
  const { rows } = await sql.query<{ name: string; active: string }>(
    `select name, case when active then 'yes' else 'no' end as active from lob where id = $1 for update`,
    [id],
  );
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0];
}
