import type { Database } from '../sql/connection';

/** What the catcher of the demo keeps; older messages go. */
const KEPT = 500;

/** Keeps a message as it came (RFC 5322 source), by the newest 500. */
export async function keepCaughtMail(
  db: Database,
  { recipient, subject, raw }: { recipient: string; subject: string; raw: Uint8Array },
): Promise<void> {
  await db.pool.query('insert into caught_mail (recipient, subject, raw) values ($1, $2, $3)', [recipient, subject, Buffer.from(raw)]);
  await db.pool.query(`delete from caught_mail where id <= (select max(id) from caught_mail) - ${KEPT}`);
}
