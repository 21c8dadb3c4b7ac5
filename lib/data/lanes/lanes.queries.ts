import type { Database } from '../sql/connection';

/** A lane that lives, by its key and its line of business. */
export interface LivingLane {
  key: string;
  lobId: string;
}

/** The lanes of lines of business of a report that have not ended, in the order of their keys. */
export async function livingLanes(db: Database, cycleReportId: string): Promise<LivingLane[]> {
  const { rows } = await db.pool.query<LivingLane>(
    `select l.key, l.lob_id as "lobId" from lane l where l.cycle_report_id = $1 and l.retired_at is null and l.parent_id is null order by l.key`,
    [cycleReportId],
  );
  return rows;
}
