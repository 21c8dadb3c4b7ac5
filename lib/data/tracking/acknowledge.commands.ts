import { actingRole, type Subject } from '#domain/people/permissions';
import { firstRole } from '#domain/people/roles';
import { Refusal } from '#domain/refusals';
import { auditInstallation } from '../record/installation-audit';
import { type Database, inTransaction } from '../sql/connection';
import { requireSeeingAlerts } from './differences.queries';

/**
 * Notes that somebody looks after a difference, which stays open until a pass no longer finds it. Noted again, the later note stands.
 * @throws Refusal `not_found` where it is resolved or repaired, and for whoever may not see it
 */
export async function acknowledgeDifference(
  db: Database,
  subject: Subject,
  { differenceId, note }: { differenceId: string; note: string },
): Promise<{ id: string }> {
  requireSeeingAlerts(subject);
  return await inTransaction(db, async (sql) => {
    const { rows } = await sql.query<{ subject: string; detail: string }>(
      `update reconcile_difference set acknowledged_at = clock_timestamp(), acknowledged_by_id = $2, note = $3
       where id = $1 and resolved_at is null and not repaired returning subject, detail`,
      [differenceId, subject.userId, note],
    );
    const [difference] = rows;
    if (difference === undefined) throw new Refusal('not_found');
    const role = actingRole(subject, 'see_temporal') ?? firstRole(subject.roles) ?? 'system';
    await auditInstallation(sql, { id: subject.userId, role }, 'difference_acknowledged', difference.subject, [
      { field: 'difference', from: null, to: difference.detail },
      { field: 'note', from: null, to: note },
    ]);
    return { id: differenceId };
  });
}
