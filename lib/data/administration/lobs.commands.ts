import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { onlyRow } from '../sql/only-row';

/** Adds a line of business, renames it or takes it out of use. @throws Refusal `not_found`, `duplicate_name`, `lob_in_use` */
export async function saveLob(
  db: Database,
  actor: Actor,
  input: { id?: string | undefined; name: string; active: boolean },
): Promise<{ id: string }> {
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const before = input.id ? await readLob(sql, input.id) : null;
        if (before !== null && before.name !== input.name) await requireNameUnused(sql, before.name);
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

/**
 * Samples and lanes name a line of business as it was called when they were made, in content that is hashed: it is not renamed while a
 * report that is not closed has any. @throws Refusal `lob_in_use`
 */
async function requireNameUnused(sql: SqlClient, name: string): Promise<void> {
  const { rows } = await sql.query<{ title: string }>(
    `select ${reportTitleSql()} as title from cycle_report cr ${REPORT_JOINS_SQL}
      where cr.closed_at is null and (exists (select from lane l join lob b on b.id = l.lob_id where l.cycle_report_id = cr.id and b.name = $1)
        or exists (select from chain c join version_item i on i.chain_id = c.id
          where c.cycle_report_id = cr.id and c.phase = 'sample-selection' and i.data ->> 'lob' = $1)) order by 1 limit 1`,
    [name],
  );
  if (rows[0]) throw new Refusal('lob_in_use', `${rows[0].title}.`);
}

async function readLob(sql: SqlClient, id: string): Promise<{ name: string; active: string }> {
  const { rows } = await sql.query<{ name: string; active: string }>(
    `select name, case when active then 'yes' else 'no' end as active from lob where id = $1 for update`,
    [id],
  );
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0];
}
