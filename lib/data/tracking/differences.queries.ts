import type { DifferenceView } from '#contract/views/difference-view';
import type { Queryable } from '../sql/connection';

/** The differences that stand, those that need somebody first, then the newest; the caller has asked for the right to see them. */
export async function readDifferences(db: Queryable): Promise<DifferenceView[]> {
  const { rows } = await db.query<Omit<DifferenceView, 'foundAt'> & { foundAt: Date }>(
    `select id, kind, subject, detail, remedy, repaired, found_at as "foundAt" from reconcile_difference where resolved_at is null
     order by repaired, found_at desc, subject, id`,
  );
  return rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() }));
}
