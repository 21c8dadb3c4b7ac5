import type { CaughtMailLine } from '#contract/views/mail-views';
import { may, type Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import type { Queryable } from '../sql/connection';

const NEWEST = 100;

/** What the catcher of the demo received, the newest first. @throws Refusal `not_found` for anybody who does not administer the installation */
export async function readCaughtMail(db: Queryable, subject: Subject): Promise<CaughtMailLine[]> {
  requireAdmin(subject);
  const { rows } = await db.query<Omit<CaughtMailLine, 'at'> & { at: Date }>(
    `select id::text as id, at, recipient, subject from caught_mail order by caught_mail.id desc limit ${NEWEST}`,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** One message with its source (RFC 5322). @throws Refusal `not_found` */
export async function readCaughtSource(db: Queryable, subject: Subject, id: string): Promise<CaughtMailLine & { raw: Uint8Array }> {
  requireAdmin(subject);
  const { rows } = await db.query<Omit<CaughtMailLine, 'at'> & { at: Date; raw: Buffer }>(
    'select id::text as id, at, recipient, subject, raw from caught_mail where id = $1::bigint',
    [id],
  );
  const [row] = rows;
  if (!row) throw new Refusal('not_found');
  return { ...row, at: row.at.toISOString() };
}

function requireAdmin(subject: Subject): void {
  if (!may(subject, 'administer').allowed) throw new Refusal('not_found');
}
