import type { OutgoingMail } from '#contract/views/mail-views';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { dropNotices } from './gather-mail.commands';
import { type OutboxNotice, readOutboxNotices } from './mail-notices';

/** Of the lock that whoever delivers mail holds: it ends with its connection, so that nobody has to guess whether a worker lives. */
const DELIVERING = `hashtext('countersign mail')`;
/** A message that the server refuses for now is tried again after 1, 5, 15 and 60 minutes, and then not any more. */
const RETRIES_AFTER_MINUTES = [1, 5, 15, 60] as const;
/** A server that is away is tried again after 30 seconds, 1, 2, 4 … minutes, and at least each hour. */
const AWAY_FIRST_SECONDS = 30;
const AWAY_LONGEST_SECONDS = 3_600;
const DIED = 'The worker ended while it handed this over.';

/** What handing a message over came to, with what the server said. */
export type SendOutcome =
  /** The server took it. */
  | { kind: 'sent'; said: string }
  /** The server answered that it does not take it: for good, or for now. */
  | { kind: 'refused'; lasting: boolean; said: string }
  /** The connection broke after the message had begun to go over it. */
  | { kind: 'unknown'; said: string }
  /** The server cannot be reached or lets nobody in; nothing of the message went over. */
  | { kind: 'away'; said: string };

/**
 * Does some work as the only one that delivers mail; answers null where somebody else does. What another left in the middle of being handed
 * over, since it died, is *uncertain* from now on: the server may have taken it.
 */
export async function asOnlyDeliverer<T>(db: Database, work: () => Promise<T>): Promise<T | null> {
  const sql = await db.pool.connect();
  let broken: Error | undefined;
  // Without a listener, a connection lost meanwhile would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  sql.on('error', onError);
  try {
    const { rows } = await sql.query<{ mine: boolean }>(`select pg_try_advisory_lock(${DELIVERING}) as mine`);
    if (rows[0]?.mine !== true) return null;
    try {
      await sql.query(`update mail set state = 'uncertain', changed_at = now(), said = $1 where state = 'sending'`, [DIED]);
      return await work();
    } finally {
      await sql.query(`select pg_advisory_unlock(${DELIVERING})`).catch((error: Error) => {
        broken = error;
      });
    }
  } finally {
    sql.off('error', onError);
    sql.release(broken);
  }
}

/** Notes that the worker looks for mail, and which server it hands messages to (host and port; null: none). */
export async function noteMailService(db: Database, server: string | null): Promise<void> {
  await db.pool.query(
    `insert into mail_service (server) values ($1) on conflict (one) do update set server = $1, seen_at = now(),
       failing_since = case when mail_service.server is distinct from $1 then null else mail_service.failing_since end,
       failures = case when mail_service.server is distinct from $1 then 0 else mail_service.failures end,
       retry_at = case when mail_service.server is distinct from $1 then null else mail_service.retry_at end,
       error = case when mail_service.server is distinct from $1 then null else mail_service.error end`,
    [server],
  );
}

/** Whether the server is to be left alone at an instant, because it was away. */
export async function isServerResting(db: Database, now: Date): Promise<boolean> {
  const { rows } = await db.pool.query('select from mail_service where retry_at > $1', [now]);
  return rows.length > 0;
}

/**
 * Takes the next message that is due: it is *sending* from now on, which is committed before anything goes over. Its notices are judged
 * once more, by how things stand at this moment; a message of which nothing is left is *void*. Null where none is due.
 */
export async function claimNextMail(db: Database, now: Date): Promise<OutgoingMail | null> {
  for (;;) {
    const claimed = await inTransaction(db, (sql) => claimOne(sql, now));
    if (claimed !== 'void') return claimed;
  }
}

async function claimOne(sql: SqlClient, now: Date): Promise<OutgoingMail | 'void' | null> {
  const { rows } = await sql.query<{ id: string; kind: OutgoingMail['kind']; notices: string[] }>(
    `select m.id, m.kind, array(select o.notification_id::text from mail_outbox o where o.mail_id = m.id and o.dropped is null) as notices
       from mail m where m.state = 'queued' and m.due_at <= $1 order by m.due_at, m.id limit 1 for update`,
    [now],
  );
  const [mail] = rows;
  if (mail === undefined) return null;
  const notices = await readOutboxNotices(sql, mail.notices, now);
  await dropNotices(
    sql,
    notices.flatMap(({ id, dropped }) => (dropped === null ? [] : [{ id, reason: dropped }])),
  );
  const left = notices.filter(({ dropped }) => dropped === null);
  const [first] = left;
  await sql.query('update mail set state = $2, attempts = attempts + $3, changed_at = now() where id = $1', [
    mail.id,
    ...(first === undefined ? ['void', 0] : ['sending', 1]),
  ]);
  if (first === undefined) return 'void';
  const { name, email } = first.recipient.subject;
  return { id: mail.id, kind: mail.kind, to: { name, email }, notices: left.map(({ notice }) => notice), threadId: threadOf(left) };
}

function threadOf(notices: readonly OutboxNotice[]): string | null {
  const chains = new Set(notices.map(({ chainId }) => chainId));
  return chains.size === 1 ? (notices[0]?.chainId ?? null) : null;
}

/** Notes what handing a message over came to. Of one that was given up as uncertain meanwhile, what is known now counts. */
export async function noteOutcome(db: Database, mailId: string, outcome: SendOutcome): Promise<void> {
  const { rows } = await db.pool.query<{ attempts: number }>('select attempts from mail where id = $1', [mailId]);
  const retryMinutes = RETRIES_AFTER_MINUTES[(rows[0]?.attempts ?? 1) - 1];
  switch (outcome.kind) {
    case 'sent':
      await setState(db, mailId, 'sent', outcome.said);
      return await noteServer(db, null);
    case 'unknown':
      return await setState(db, mailId, 'uncertain', `The connection was lost while it was handed over: ${outcome.said}`);
    case 'refused':
      return outcome.lasting || retryMinutes === undefined
        ? await setState(db, mailId, 'failed', outcome.said)
        : await setState(db, mailId, 'queued', outcome.said, { afterMinutes: retryMinutes });
    case 'away':
      // It did not leave, so that this was no attempt.
      await setState(db, mailId, 'queued', null, { attempted: 0 });
      return await noteServer(db, outcome.said);
  }
}

async function setState(
  db: Database,
  mailId: string,
  state: 'queued' | 'sent' | 'failed' | 'uncertain',
  said: string | null,
  { afterMinutes = 0, attempted = 1 }: { afterMinutes?: number; attempted?: 0 | 1 } = {},
): Promise<void> {
  await db.pool.query(
    `update mail set state = $2, said = $3, changed_at = now(), due_at = now() + make_interval(mins => $4), attempts = attempts - 1 + $5
      where id = $1 and state in ('sending', 'uncertain')`,
    [mailId, state, said, afterMinutes, attempted],
  );
}

/** Notes that the server took something, or why it cannot be handed anything. */
async function noteServer(db: Database, error: string | null): Promise<void> {
  await db.pool.query(
    error === null
      ? 'update mail_service set sent_at = now(), failing_since = null, failures = 0, retry_at = null, error = null'
      : `update mail_service set failing_since = coalesce(failing_since, now()), failures = failures + 1, error = $1,
           retry_at = now() + make_interval(secs => least(${AWAY_FIRST_SECONDS} * power(2, least(failures, 20)), ${AWAY_LONGEST_SECONDS}))`,
    error === null ? [] : [error],
  );
}
