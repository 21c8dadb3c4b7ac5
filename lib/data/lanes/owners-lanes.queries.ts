import type { Database } from '../sql/connection';

/** A data owner's lane that lives, inside the lane of a line of business. */
export interface LivingOwnersLane {
  key: string;
  /** Key of the lane that it is in. */
  parentKey: string;
  ownerId: string;
}

/** The lanes of data owners of a report that have not ended, in the order of their keys. */
export async function livingOwnersLanes(db: Database, cycleReportId: string): Promise<LivingOwnersLane[]> {
  const { rows } = await db.pool.query<LivingOwnersLane>(
    `select l.key, p.key as "parentKey", l.owner_id as "ownerId" from lane l join lane p on p.id = l.parent_id
      where l.cycle_report_id = $1 and l.retired_at is null and p.retired_at is null order by l.key`,
    [cycleReportId],
  );
  return rows;
}
