import { hasSay } from '#domain/people/confirmed-rights';
import { EXECUTIVE_ROLES } from '#domain/people/independence';
import { personToken } from '#domain/people/person-token';
import { ROLE_LABELS, type Role } from '#domain/people/roles';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { requireIndependent } from '../people/independence';
import { recordRightsChange } from '../people/rights-changes';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { activePersonSql, reportTitleSql } from '../sql/fragments';
import { onlyRow } from '../sql/only-row';
import { SqlParams } from '../sql/sql-params';

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
        await recordRoles(sql, actor, id, [], input.roles);
        await auditInstallation(sql, actor, 'user_created', personToken(id), [
          { field: 'roles', from: null, to: await rolesInWords(sql, id) },
        ]);
        return { id };
      }),
    { taken: `${input.email} has an account.` },
  );
}

/**
 * Replaces a person's roles.
 * @throws Refusal `not_found`; `not_permitted` where no admin would be left; `delegate_not_independent` where an executive would decide
 * on what they test or made
 */
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
      const held = await heldRoles(sql, user.id);
      await sql.query('delete from role_assignment where user_id = $1', [user.id]);
      await insertRoles(sql, user.id, input.roles);
      await requireAnAdmin(sql);
      await requireIndependentIn(sql, user.id, changedRoles(held, input.roles).given);
      await recordRoles(sql, actor, user.id, held, input.roles, before);
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
    if (user.disabled) {
      const became = await rolesInWords(sql, user.id);
      await recordRightsChange(sql, actor, { kind: 'account', personId: user.id, reportId: null, was: 'disabled', became });
    }
    await auditInstallation(sql, actor, 'user_enabled', personToken(user.id), []);
    return { id: user.id };
  });
}

/** A person whose row this transaction holds. */
interface LockedUser {
  id: string;
  name: string;
  email: string;
  disabled: boolean;
}

/** Locks a person's row, so that nobody gives them work meanwhile: `requireHolder` waits for the lock. @throws Refusal `not_found`, `person_erased` */
export async function lockUser(sql: SqlClient, userId: string): Promise<LockedUser> {
  const { rows } = await sql.query<LockedUser & { erased: boolean }>(
    `select u.id, u.name, u.email, not ${activePersonSql('u')} as disabled, u.erased_at is not null as erased
       from app_user u where u.id = $1 for no key update`,
    [userId],
  );
  const [user] = rows;
  if (!user) throw new Refusal('not_found');
  if (user.erased) throw new Refusal('person_erased');
  return user;
}

async function heldRoles(sql: SqlClient, userId: string): Promise<RoleInput[]> {
  const { rows } = await sql.query<RoleInput>(
    `select role, lob_id as "lobId", report_id as "reportId", cycle_report_id as "cycleReportId",
       to_char(until at time zone 'UTC' - interval '1 day', 'YYYY-MM-DD') as until from role_assignment where user_id = $1`,
    [userId],
  );
  return rows;
}

/** Which roles a change gives and which it takes, with their scopes and days; those that have no say are left out. */
function changedRoles(before: readonly RoleInput[], after: readonly RoleInput[]): { given: RoleInput[]; taken: RoleInput[] } {
  const nameOf = ({ role, lobId, reportId, cycleReportId, until }: RoleInput) =>
    JSON.stringify([role, lobId ?? null, reportId ?? null, cycleReportId ?? null, until ?? null]);
  const missing = (from: readonly RoleInput[], others: readonly RoleInput[]) => {
    const known = new Set(others.map(nameOf));
    return from.filter((held) => hasSay(held.role) && !known.has(nameOf(held)));
  };
  return { given: missing(after, before), taken: missing(before, after) };
}

/** Records a change of roles, which waits for a second person: for the one report that it is about, or for all. */
async function recordRoles(
  sql: SqlClient,
  actor: Actor,
  personId: string,
  before: readonly RoleInput[],
  after: readonly RoleInput[],
  was = '',
): Promise<void> {
  const { given, taken } = changedRoles(before, after);
  const changed = [...given, ...taken];
  if (changed.length === 0) return;
  const [report, ...others] = new Set(changed.map(({ reportId }) => reportId ?? null));
  const reportId = others.length === 0 ? (report ?? null) : null;
  await recordRightsChange(sql, actor, { kind: 'roles', personId, reportId, was, became: await rolesInWords(sql, personId) });
}

/** Checks that somebody decides, as an executive, on no report that they test or made. @throws Refusal `delegate_not_independent` */
async function requireIndependentIn(sql: SqlClient, userId: string, given: readonly RoleInput[]): Promise<void> {
  for (const { role, reportId, cycleReportId } of given) {
    if (!EXECUTIVE_ROLES.some((executive) => executive === role)) continue;
    const params = new SqlParams();
    const report = reportId ? `r.id = ${params.bind(reportId)}` : 'true';
    const reports = cycleReportId ? `${report} and cr.id = ${params.bind(cycleReportId)}` : report;
    await requireIndependent(sql, 'executive', userId, reports, params);
  }
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
