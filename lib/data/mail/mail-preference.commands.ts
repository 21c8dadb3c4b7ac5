import { DEFAULT_MAIL_PREFERENCE, type MailPreference, preferenceFault } from '#domain/mail/mail-preference';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction } from '../sql/connection';

/** Changes how somebody's own mail comes. @throws Refusal `invalid_input` for a choice that would leave them without reminders */
export async function setMailPreference(
  db: Database,
  owner: Actor & { id: string },
  { digest, urgent, hours }: MailPreference,
): Promise<MailPreference> {
  const chosen = { digest, urgent, hours };
  const fault = preferenceFault(chosen);
  if (fault !== null) throw new Refusal('invalid_input', fault);
  return await inTransaction(db, async (sql) => {
    // Two windows of one person: the later one wins, and the trail says from what.
    await sql.query('select from app_user where id = $1 for no key update', [owner.id]);
    const { rows } = await sql.query<MailPreference>('select digest, urgent, hours from mail_preference where person_id = $1', [owner.id]);
    const changes = changesBetween({ ...(rows[0] ?? DEFAULT_MAIL_PREFERENCE) }, chosen);
    if (changes.length === 0) return chosen;
    await sql.query(
      `insert into mail_preference (person_id, digest, urgent, hours) values ($1, $2, $3, $4)
       on conflict (person_id) do update set digest = $2, urgent = $3, hours = $4`,
      [owner.id, digest, urgent, hours],
    );
    await auditInstallation(sql, owner, 'mail_chosen', 'mail', changes);
    return chosen;
  });
}
