import { createHash, randomBytes } from 'node:crypto';
import { hash } from 'bcryptjs';
import type { LinkView } from '#contract/views/me-view';
import { personToken } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import { type Actor, SYSTEM_ACTOR } from '../people/actor';
import { personAsActor } from '../people/person-as-actor';
import { auditInstallation } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { refusingConflicts } from '../sql/database-errors';
import { activePersonSql } from '../sql/fragments';
import { onlyRow } from '../sql/only-row';

/** The token is shown once; only its SHA-256 is kept. */
export interface CreatedLink {
  token: string;
  expiresAt: Date;
}

const VALID_HOURS = 72;
const BCRYPT_COST = 12;

/** Hashes a password by bcrypt at this installation's cost. `passwordSchema` of lib/contract holds the rules for passwords. */
function hashPassword(password: string): Promise<string> {
  return hash(password, BCRYPT_COST);
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function insertLink(sql: SqlClient, purpose: LinkView['purpose'], userId: string | null): Promise<CreatedLink> {
  const token = randomBytes(24).toString('base64url');
  const { rows } = await sql.query<{ expiresAt: Date }>(
    `insert into one_time_link (token_hash, purpose, user_id, expires_at) values ($1, $2, $3, now() + make_interval(hours => $4)) returning expires_at as "expiresAt"`,
    [tokenHash(token), purpose, userId, VALID_HOURS],
  );
  return { token, expiresAt: onlyRow(rows).expiresAt };
}

/** A link with which a person chooses a password; replaces earlier ones. @throws Refusal `not_found` */
export async function createLink(db: Database, actor: Actor, input: { userId: string }): Promise<CreatedLink> {
  return inTransaction(db, async (sql) => {
    const { rowCount } = await sql.query(`select from app_user u where u.id = $1 and ${activePersonSql('u')} for update`, [input.userId]);
    if (!rowCount) throw new Refusal('not_found');
    await sql.query(`update one_time_link set used_at = now() where user_id = $1 and used_at is null`, [input.userId]);
    const link = await insertLink(sql, 'set_password', input.userId);
    await auditInstallation(sql, actor, 'link_made', personToken(input.userId), []);
    return link;
  });
}

/** The link that makes the first admin; null where an admin exists already. Earlier such links stop working. */
export async function createFirstAdminLink(db: Database): Promise<CreatedLink | null> {
  return inTransaction(db, async (sql) => {
    await lockFirstAdmin(sql);
    if (await hasAdmin(sql)) return null;
    await sql.query(`update one_time_link set used_at = now() where purpose = 'first_admin' and used_at is null`);
    const link = await insertLink(sql, 'first_admin', null);
    await auditInstallation(sql, SYSTEM_ACTOR, 'link_made', 'First admin', []);
    return link;
  });
}

async function lockFirstAdmin(sql: SqlClient): Promise<void> {
  await sql.query(`select pg_advisory_xact_lock(hashtext('countersign:admins'))`);
}

async function hasAdmin(sql: SqlClient): Promise<boolean> {
  const { rows } = await sql.query(`select 1 from role_assignment where role = 'admin' limit 1`);
  return rows.length > 0;
}

/**
 * Uses a link once: sets the password (which ends other sessions and lock-outs), or makes the first admin.
 * @throws Refusal `link_used` where it is unknown, used or expired; `invalid_input` where name or e-mail is missing.
 */
export async function redeemLink(
  db: Database,
  input: { token: string; password: string; name?: string | undefined; email?: string | undefined; handle?: string },
): Promise<{ email: string }> {
  const passwordHash = await hashPassword(input.password);
  return refusingConflicts(
    () =>
      inTransaction(db, async (sql) => {
        const { rows } = await sql.query<{ purpose: LinkView['purpose']; userId: string | null }>(
          `update one_time_link set used_at = now() where token_hash = $1 and used_at is null and expires_at > now() returning purpose, user_id as "userId"`,
          [tokenHash(input.token)],
        );
        const link = rows[0];
        if (!link) throw new Refusal('link_used');
        if (link.purpose === 'set_password' && link.userId) return setPassword(sql, link.userId, passwordHash);
        return makeFirstAdmin(sql, { ...input, passwordHash });
      }),
    { taken: 'This e-mail address has an account.' },
  );
}

async function setPassword(sql: SqlClient, userId: string, passwordHash: string): Promise<{ email: string }> {
  const { rows } = await sql.query<{ email: string }>(
    `update app_user u set password_hash = $2, session_epoch = u.session_epoch + 1 where u.id = $1 and ${activePersonSql('u')} returning u.email`,
    [userId, passwordHash],
  );
  const user = rows[0];
  if (!user) throw new Refusal('link_used');
  await auditInstallation(sql, await personAsActor(sql, userId), 'password_set', personToken(userId), []);
  return { email: user.email };
}

async function makeFirstAdmin(
  sql: SqlClient,
  input: { name?: string | undefined; email?: string | undefined; handle?: string; passwordHash: string },
): Promise<{ email: string }> {
  if (!input.name || !input.email) throw new Refusal('invalid_input', 'The first admin needs a name and an e-mail address.');
  await lockFirstAdmin(sql);
  if (await hasAdmin(sql)) throw new Refusal('link_used');
  const { rows } = await sql.query<{ id: string }>(
    'insert into app_user (id, email, name, password_hash) values (coalesce($4, new_handle()), $1, $2, $3) returning id',
    [input.email, input.name, input.passwordHash, input.handle ?? null],
  );
  const id = onlyRow(rows).id;
  await sql.query(`insert into role_assignment (user_id, role) values ($1, 'admin')`, [id]);
  await auditInstallation(sql, { id, role: 'admin' }, 'user_created', personToken(id), [{ field: 'roles', from: null, to: 'Admin' }]);
  return { email: input.email };
}

/** What a link is for; null where it is unknown, used or expired. */
export async function readLink(db: Database, token: string): Promise<LinkView | null> {
  const { rows } = await db.pool.query<LinkView>(
    `select l.purpose, u.name, u.email from one_time_link l left join app_user u on u.id = l.user_id
      where l.token_hash = $1 and l.used_at is null and l.expires_at > now() and ${activePersonSql('u')}`,
    [tokenHash(token)],
  );
  return rows[0] ?? null;
}
