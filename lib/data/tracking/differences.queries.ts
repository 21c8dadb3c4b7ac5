import { type AlertsView, type DifferenceView, isUnattended } from '#contract/views/difference-view';
import { may, type Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import type { Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';
import { requireSeeingRuns } from './run-sql';

interface Row extends Omit<DifferenceView, 'foundAt' | 'acknowledged'> {
  foundAt: Date;
  acknowledgedAt: Date | null;
  by: string;
  note: string | null;
}

/** The differences that stand, those that need somebody first, then the newest; the caller has asked for the right to see them. */
export async function readDifferences(db: Queryable): Promise<DifferenceView[]> {
  const { rows } = await db.query<Row>(
    `select id, kind, subject, detail, remedy, repaired, found_at as "foundAt", acknowledged_at as "acknowledgedAt", note,
       ${nameThenSql('acknowledged_by_id', 'acknowledged_at')} as by
     from reconcile_difference where resolved_at is null
     order by repaired, acknowledged_at is not null, found_at desc, subject, id`,
  );
  return rows.map(({ foundAt, acknowledgedAt, by, note, ...row }) => ({
    ...row,
    foundAt: foundAt.toISOString(),
    acknowledged: acknowledgedAt === null ? null : { by, at: acknowledgedAt.toISOString(), note: note ?? '' },
  }));
}

/** When the reconciler last looked; null where it never did. */
export async function readLastReconciled(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ at: Date }>('select at from reconcile_pass');
  return rows[0]?.at.toISOString() ?? null;
}

/**
 * The differences that stand. They name reports of the whole installation: whoever looks after the processes of some reports alone is told none.
 * @throws Refusal `not_found` for whoever looks after no processes
 */
export async function readAlerts(db: Queryable, subject: Subject): Promise<AlertsView> {
  requireSeeingRuns(subject);
  if (!seesAlerts(subject)) return { whole: false, differences: [], unattended: 0, lastReconciledAt: null };
  const [differences, lastReconciledAt] = await Promise.all([readDifferences(db), readLastReconciled(db)]);
  return { whole: true, differences, unattended: differences.filter(isUnattended).length, lastReconciledAt };
}

/** @throws Refusal `not_found` for whoever looks after no processes, or after those of some reports alone */
export function requireSeeingAlerts(subject: Subject): void {
  if (!seesAlerts(subject)) throw new Refusal('not_found');
}

function seesAlerts(subject: Subject): boolean {
  const roles = subject.roles.filter(({ reportId, cycleReportId }) => !reportId && !cycleReportId);
  return may({ ...subject, roles }, 'see_temporal').allowed;
}
