import { confirmRights } from '#data/administration/confirm-rights.commands';
import { type RightsAbout, readStandingRights } from '#data/people/standing-rights.queries';
import type { Database } from '#data/sql/connection';
import type { Subject } from '#domain/people/permissions';
import { persist } from './persist';

/**
 * The executive confirms, as the second person, what the admin has set up: people with their roles, or the owner of a report.
 * @param about what this play has set up; changes that somebody else makes meanwhile wait for whoever confirms those
 */
export async function confirmAsSecondPerson(db: Database, executive: Subject, about: RightsAbout): Promise<void> {
  const waiting = await persist(() => readStandingRights(db.pool, executive, about));
  for (const { id, mayConfirm } of waiting) if (mayConfirm) await persist(() => confirmRights(db, executive, { changeId: id }));
}
