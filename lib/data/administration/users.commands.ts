import { personToken } from '#domain/people/person-token';
import { ROLE_LABELS, type Role } from '#domain/people/roles';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { activePersonSql, reportTitleSql } from '../sql/fragments';
import { onlyRow } from '../sql/only-row';

export interface RoleInput {
  role: Role;
  lobId?: string | null | undefined;
  reportId?: string | null | undefined;
  cycleReportId?: string | null | undefined;
  /** ISO date; the role ends with this day (UTC). */
  until?: string | null | undefined;
}

/**
 * Adds a person, who cannot sign in before a one-time link has given them a password. Without a handle they get a random one; only
 * fictional people are given theirs.
 * @throws Refusal `duplicate_name`
 */
export async function createUser(
  db: Database,
  actor: Actor,
  input: { name: string; email: string; roles: readonly RoleInput[]; handle?: string },
): Promise<{ id: string }> {
  input.roles.forEach(requireScope);
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const { rows } = await sql.query<{ id: string }>(
          'insert into app_user (id, email, name) values (coalesce($3, new_handle()), $1, $2) returning id',
          [input.email, input.name, input.handle ?? null],
        );
        const id = onlyRow(rows).id;
        await insertRoles(sql, id, input.roles);
        await auditInstallation(sql, actor, 'user_created', personToken(id), [
          { field: 'roles', from: null, to: await rolesInWords(sql, id) },
        ]);
        return { id };
      }),
    { taken: `${input.email} has an account.` },
  );
}

/** Replaces a person's roles. @throws Refusal `not_found`; `not_permitted` where no admin would be left. */
export async function setRoles(
  db: Database,
  actor: Actor,
  input: { userId: string; roles: readonly RoleInput[] },
): Promise<{ id: string }> {
  input.roles.forEach(requireScope);
  return refusingConflicts(() =>
    inTransaction(db, async (sql) => {
      const user = await lockUser(sql, input.userId);
      const before = await rolesInWords(sql, user.id);
      await sql.query('delete from role_assignment where user_id = $1', [user.id]);
      await insertRoles(sql, user.id, input.roles);
      await requireAnAdmin(sql);
      const after = await rolesInWords(sql, user.id);
      await auditInstallation(sql, actor, 'roles_changed', personToken(user.id), changesBetween({ roles: before }, { roles: after }));
      return { id: user.id };
    }),
  );
}

/** Enables a sign-in again; nobody old gets in, because every session ended with the disabling. @throws Refusal `not_found` */
export async function enableUser(db: Database, actor: Actor, input: { userId: string }): Promise<{ id: string }> {
  return inTransaction(db, async (sql) => {
    const user = await lockUser(sql, input.userId);
    await sql.query('update app_user set disabled_at = null, session_epoch = session_epoch + 1 where id = $1', [user.id]);
    await auditInstallation(sql, actor, 'user_enabled', personToken(user.id), []);
    return { id: user.id };
  });
}

/** Locks a person's row, so that nobody gives them work meanwhile: `requireHolder` waits for the lock. @throws Refusal `not_found`, `person_erased` */
export async function lockUser(sql: SqlClient, userId: string): Promise<{ id: string; name: string; email: string }> {
  const { rows } = await sql.query<{ id: string; name: string; email: string; erased: boolean }>(
    'select id, name, email, erased_at is not null as erased from app_user where id = $1 for no key update',
    [userId],
  );
  const [user] = rows;
  if (!user) throw new Refusal('not_found');
  if (user.erased) throw new Refusal('person_erased');
  return user;
}

/** Roles that mean nothing, or too much, without a scope (domain.md, "People"). */
function requireScope(held: RoleInput): void {
  if (held.role === 'data_executive' && !held.lobId)
    throw new Refusal('invalid_input', 'A Data Executive acts for one line of business: choose it.');
  if (held.role === 'report_executive' && !held.reportId)
    throw new Refusal('invalid_input', 'A Report Executive reads named reports: choose one.');
  if (held.role === 'examiner' && !(held.cycleReportId && held.until))
    throw new Refusal('invalid_input', 'An Examiner reads one report of a cycle until a date: choose both.');
}

async function insertRoles(sql: SqlClient, userId: string, roles: readonly RoleInput[]): Promise<void> {
  for (const held of roles) {
    await sql.query(
      `insert into role_assignment (user_id, role, lob_id, report_id, cycle_report_id, until)
       values ($1, $2, $3, $4, $5, ($6::date + interval '1 day') at time zone 'UTC')`,
      [userId, held.role, held.lobId ?? null, held.reportId ?? null, held.cycleReportId ?? null, held.until ?? null],
    );
  }
}

/** Nobody may lock the installation's last door behind them. Admins are few, so they are locked and counted. */
export async function requireAnAdmin(sql: SqlClient): Promise<void> {
  await sql.query(`select pg_advisory_xact_lock(hashtext('countersign:admins'))`);
  const { rows } = await sql.query(
    `select 1 from role_assignment ra join app_user u on u.id = ra.user_id
      where ra.role = 'admin' and ${activePersonSql('u')} and (ra.until is null or ra.until > now()) limit 1`,
  );
  if (rows.length === 0) throw new Refusal('not_permitted', 'At least one active admin must remain.');
}

/** The roles that a person holds or held, each with its scope and last day. */
export async function rolesInWords(sql: SqlClient, userId: string): Promise<string> {
  const { rows } = await sql.query<{ role: Role; scope: string | null; until: string | null }>(
    `select ra.role, coalesce(l.name, r.name, ${reportTitleSql('rr')}) as scope, to_char(ra.until at time zone 'UTC' - interval '1 day', 'YYYY-MM-DD') as until
       from role_assignment ra
       left join lob l on l.id = ra.lob_id
       left join report r on r.id = ra.report_id
       left join cycle_report cr on cr.id = ra.cycle_report_id
       left join report rr on rr.id = cr.report_id
       left join test_cycle tc on tc.id = cr.cycle_id
      where ra.user_id = $1 order by 1, 2, 3, ra.id`,
    [userId],
  );
  return rows
    .map(({ role, scope, until }) => `${ROLE_LABELS[role]}${scope ? ` (${scope})` : ''}${until ? ` until ${until}` : ''}`)
    .join(', ');
}
