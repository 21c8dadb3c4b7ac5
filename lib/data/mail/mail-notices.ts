import type { MailedNotice } from '#contract/views/mail-views';
import { DEFAULT_MAIL_PREFERENCE, type MailPreference } from '#domain/mail/mail-preference';
import { type Dropped, type NoticeFacts, whyNotMailed } from '#domain/mail/still-so';
import type { Subject } from '#domain/people/permissions';
import { maySeeNotice, NOTICE_COLUMNS_SQL, NOTICE_JOINS_SQL, type NoticeRow, noticeOf } from '../desk/notices.queries';
import { HELD_ROLES_SQL } from '../people/held-roles';
import type { Queryable } from '../sql/connection';
import { activePersonSql } from '../sql/fragments';

/** Somebody to whom mail may go. */
export interface Recipient {
  subject: Subject;
  isActive: boolean;
  preference: MailPreference;
}

interface OutboxRow extends NoticeRow {
  personId: string;
  chainId: string | null;
  turnSeq: number | null;
  nowSeq: number | null;
  nowPeople: string[] | null;
  nowSince: Date | null;
  paused: boolean | null;
  warnAt: Date | null;
  dueAt: Date | null;
  changedAt: Date | null;
}

/** A notice of the outbox with whom it is for, and why it is not to be mailed as things stand; null where it is. */
export interface OutboxNotice {
  id: string;
  at: Date;
  chainId: string | null;
  recipient: Recipient;
  dropped: Dropped | null;
  notice: MailedNotice;
}

/** Reads notices of the outbox by their ids, the oldest first, and judges each by how things stand at an instant. */
export async function readOutboxNotices(db: Queryable, ids: readonly string[], now: Date): Promise<OutboxNotice[]> {
  const { rows } = await db.query<OutboxRow>(
    `select ${NOTICE_COLUMNS_SQL}, t.person_id as "personId", t.chain_id as "chainId", o.turn_seq as "turnSeq", l.seq as "nowSeq", l.people as "nowPeople",
       k.turn_since as "nowSince", k.paused, k.warn_at as "warnAt", k.due_at as "dueAt",
       (select max(e.at) from clock_event e where e.chain_id = t.chain_id and e.kind in ('extended', 'adopted')) as "changedAt"
     from mail_outbox o join notification t on t.id = o.notification_id ${NOTICE_JOINS_SQL} left join chain_now k on k.chain_id = t.chain_id
     left join lateral (select u.seq, u.people from turn u where u.chain_id = t.chain_id order by u.seq desc limit 1) l on true
     where o.notification_id = any($1::bigint[]) order by o.notification_id`,
    [ids],
  );
  const recipients = await readRecipients(
    db,
    rows.map(({ personId }) => personId),
  );
  return rows.flatMap((row) => {
    const recipient = recipients.get(row.personId);
    return recipient === undefined ? [] : [outboxNotice(row, recipient, now)];
  });
}

function outboxNotice(row: OutboxRow, recipient: Recipient, now: Date): OutboxNotice {
  const notice = noticeOf(row);
  return {
    id: row.id,
    at: row.at,
    chainId: row.chainId,
    recipient,
    dropped: whyNotMailed(factsOf(row, recipient), now),
    notice: { ...notice, turnSince: row.nowSince?.toISOString() ?? null, dueAt: row.dueAt?.toISOString() ?? null },
  };
}

function factsOf(row: OutboxRow, { subject, isActive }: Recipient): NoticeFacts {
  const { kind, rung } = noticeOf(row);
  return {
    kind,
    personId: row.personId,
    at: row.at,
    isRead: row.readAt !== null,
    isActive,
    maySee: maySeeNotice(subject, row),
    closed: row.closed,
    isNamed: (row.detail === 'tester' ? row.testerId : row.ownerId) === row.personId,
    turnSeq: row.turnSeq,
    isOfRole: rung !== null && rung.role !== null,
    chain:
      row.nowSeq === null
        ? null
        : {
            ...{ turnSeq: row.nowSeq, turnPeople: row.nowPeople ?? [], paused: row.paused ?? false },
            ...{ warnAt: row.warnAt, dueAt: row.dueAt, changedAt: row.changedAt },
          },
  };
}

async function readRecipients(db: Queryable, personIds: readonly string[]): Promise<Map<string, Recipient>> {
  const { rows } = await db.query<Subject & { isActive: boolean } & { [K in keyof MailPreference]: MailPreference[K] | null }>(
    `select u.id as "userId", u.name, u.email, ${HELD_ROLES_SQL} as roles, ${activePersonSql('u')} as "isActive", p.digest, p.urgent, p.hours
       from app_user u left join mail_preference p on p.person_id = u.id where u.id = any($1::uuid[])`,
    [[...new Set(personIds)]],
  );
  return new Map(
    rows.map(({ isActive, digest, urgent, hours, ...subject }) => [
      subject.userId,
      {
        subject,
        isActive,
        preference: digest === null || urgent === null || hours === null ? DEFAULT_MAIL_PREFERENCE : { digest, urgent, hours },
      },
    ]),
  );
}
