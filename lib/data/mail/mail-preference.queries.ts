import type { MailPreferenceView } from '#contract/views/mail-views';
import { DEFAULT_MAIL_PREFERENCE, type MailPreference } from '#domain/mail/mail-preference';
import type { Subject } from '#domain/people/permissions';
import type { Queryable } from '../sql/connection';

/** How somebody's own mail comes. */
export async function readMailPreference(db: Queryable, subject: Subject): Promise<MailPreferenceView> {
  const [chosen, service] = await Promise.all([
    db.query<MailPreference>('select digest, urgent, hours from mail_preference where person_id = $1', [subject.userId]),
    db.query<{ server: string | null }>('select server from mail_service'),
  ]);
  return { ...(chosen.rows[0] ?? DEFAULT_MAIL_PREFERENCE), isOn: (service.rows[0]?.server ?? null) !== null, email: subject.email };
}
