import type { MailLine, MailView } from '#contract/views/mail-views';
import type { Queryable } from '../sql/connection';

const NEWEST = 100;

interface ServiceRow {
  server: string | null;
  seenAt: Date;
  failingSince: Date | null;
  retryAt: Date | null;
  error: string | null;
}

/** How mail stands, for whoever administers the installation: the caller has asked for that right. */
export async function readMailStanding(db: Queryable): Promise<MailView> {
  const [service, waiting, mails] = await Promise.all([
    db.query<ServiceRow>(
      'select server, seen_at as "seenAt", failing_since as "failingSince", retry_at as "retryAt", error from mail_service',
    ),
    db.query<{ n: number }>('select count(*)::int as n from mail_outbox where mail_id is null and dropped is null'),
    db.query<Omit<MailLine, 'at'> & { at: Date }>(
      `select m.id, u.name as to, m.kind, m.state, m.said, m.changed_at as at,
         (select count(*)::int from mail_outbox o where o.mail_id = m.id and o.dropped is null) as notices,
         (select count(*)::int from mail_outbox o where o.mail_id = m.id and o.dropped is not null) as dropped
       from mail m join app_user u on u.id = m.person_id order by m.changed_at desc, m.id limit ${NEWEST}`,
    ),
  ]);
  const [row] = service.rows;
  return {
    server: row?.server ?? null,
    seenAt: row?.seenAt.toISOString() ?? null,
    failing:
      row?.failingSince && row.error !== null
        ? { since: row.failingSince.toISOString(), error: row.error, retryAt: row.retryAt?.toISOString() ?? null }
        : null,
    waiting: waiting.rows[0]?.n ?? 0,
    mails: mails.rows.map((mail) => ({ ...mail, at: mail.at.toISOString() })),
  };
}
