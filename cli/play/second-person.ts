import { confirmRights } from '#data/administration/confirm-rights.commands';
import { readStandingRights } from '#data/people/standing-rights.queries';
import type { Database } from '#data/sql/connection';
import type { Subject } from '#domain/people/permissions';
import { persist } from './persist';

/** The executive confirms, as the second person, what the admin has set up: people with their roles, and owners of reports. */
export async function confirmAsSecondPerson(db: Database, executive: Subject): Promise<void> {
  const waiting = await persist(() => readStandingRights(db.pool, executive, null));
  for (const { id, mayConfirm } of waiting) if (mayConfirm) await persist(() => confirmRights(db, executive, { changeId: id }));
}
