import { type MailPace, paceOf } from '#domain/mail/mail-preference';
import { digestPeriod, mailDueAt } from '#domain/mail/mail-time';
import type { Dropped } from '#domain/mail/still-so';
import type { WorkCalendar } from '#domain/time/calendar';
import { calendarInForce } from '../calendars/calendar.queries';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { type OutboxNotice, readOutboxNotices } from './mail-notices';

/** How many notices one transaction judges; what is left comes with the next. */
const AT_ONCE = 500;

/** What one pass over the outbox came to. */
export interface Gathered {
  /** How many notices are in messages now, and how many will not be mailed. */
  gathered: number;
  dropped: number;
}

/**
 * Makes messages of what waits in the outbox and is due at an instant, by each person's own choice: one digest of an hour or a day, and one
 * message of what goes at once. What is not so any more is dropped with its reason. What is not due yet stays. One at a time: what waits
 * is locked. @throws CalendarWithoutHours
 */
export async function gatherMail(db: Database, now: Date): Promise<Gathered> {
  const sum: Gathered = { gathered: 0, dropped: 0 };
  for (let after = '0'; ; ) {
    const page = await inTransaction(db, (sql) => gatherPage(sql, after, now));
    sum.gathered += page.gathered;
    sum.dropped += page.dropped;
    if (page.last === null) return sum;
    after = page.last;
  }
}

async function gatherPage(sql: SqlClient, after: string, now: Date): Promise<Gathered & { last: string | null }> {
  const { rows } = await sql.query<{ id: string }>(
    `select o.notification_id::text as id from mail_outbox o where o.mail_id is null and o.dropped is null and o.notification_id > $1::bigint
      order by o.notification_id limit ${AT_ONCE} for update`,
    [after],
  );
  const ids = rows.map(({ id }) => id);
  const last = ids.length === AT_ONCE ? (ids.at(-1) ?? null) : null;
  if (ids.length === 0) return { gathered: 0, dropped: 0, last };
  const { calendar } = await calendarInForce(sql);
  const notices = await readOutboxNotices(sql, ids, now);
  const dropped = notices.flatMap((one) => {
    const reason = one.dropped ?? (paceOfNotice(one) === null ? 'digest_off' : null);
    return reason === null ? [] : [{ id: one.id, reason }];
  });
  await dropNotices(sql, dropped);
  const left = notices.filter(({ id }) => !dropped.some((one) => one.id === id));
  let gathered = 0;
  for (const mail of mailsOf(left, calendar, now)) gathered += await writeMail(sql, mail);
  return { gathered, dropped: dropped.length, last };
}

/** Notes of notices of the outbox that they are not mailed, and why. */
export async function dropNotices(sql: SqlClient, dropped: readonly { id: string; reason: Dropped }[]): Promise<void> {
  if (dropped.length === 0) return;
  await sql.query(
    `update mail_outbox o set dropped = g.reason from jsonb_to_recordset($1::jsonb) as g (id bigint, reason text) where o.notification_id = g.id`,
    [JSON.stringify(dropped)],
  );
}

interface NewMail {
  personId: string;
  /** Null of a message that goes at once. */
  period: string | null;
  noticeIds: string[];
}

function paceOfNotice({ notice, recipient }: OutboxNotice): MailPace | null {
  return paceOf(notice.kind, recipient.preference);
}

/** What is due, each person's together. */
function mailsOf(notices: readonly OutboxNotice[], calendar: WorkCalendar, now: Date): NewMail[] {
  const mails = new Map<string, NewMail>();
  for (const one of notices) {
    const { subject, preference } = one.recipient;
    const pace = paceOfNotice(one);
    if (pace === null || mailDueAt(calendar, { pace, hours: preference.hours, since: one.at }) > now) continue;
    const period = pace === 'at_once' ? null : digestPeriod(calendar, pace, now);
    const key = `${subject.userId} ${period}`;
    const mail = mails.get(key) ?? { personId: subject.userId, period, noticeIds: [] };
    mail.noticeIds.push(one.id);
    mails.set(key, mail);
  }
  return [...mails.values()];
}

/** Writes a message; of a digest that its period has had already nothing, so that what waits comes with the next. */
async function writeMail(sql: SqlClient, { personId, period, noticeIds }: NewMail): Promise<number> {
  const { rowCount } = await sql.query(
    `with written as (insert into mail (person_id, kind, period) values ($1, $2, $3) on conflict (person_id, period) do nothing returning id)
     update mail_outbox o set mail_id = written.id from written where o.notification_id = any($4::bigint[])`,
    [personId, period === null ? 'direct' : 'digest', period, noticeIds],
  );
  return rowCount ?? 0;
}
