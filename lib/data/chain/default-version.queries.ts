import { type CycleReportType, cycleReportType } from '#domain/version/workflow-types';
import type { Queryable } from '../sql/connection';

/** The version of the process by which reports start now where nobody chooses another. @throws Error for one that this release does not know */
export async function defaultVersionInForce(db: Queryable): Promise<CycleReportType> {
  return await defaultVersionAt(db, null);
}

/** As `defaultVersionInForce`, at an instant, as far as it is planned; null: now. */
export async function defaultVersionAt(db: Queryable, at: Date | null): Promise<CycleReportType> {
  const { rows } = await db.query<{ type: string | null }>(
    `select (select d.workflow_type from default_workflow d where d.valid_from <= coalesce($1::timestamptz, clock_timestamp())
      order by d.valid_from desc, d.number desc limit 1) as type`,
    [at],
  );
  return cycleReportType(rows[0]?.type ?? null);
}

/** SQL of the version by which cycle report `cr` runs, or will where nothing was kept for it yet; null stands for that of the release. */
export const WORKFLOW_TYPE_SQL = `coalesce(cr.workflow_type, (select d.workflow_type from default_workflow d where d.valid_from <= clock_timestamp()
  order by d.valid_from desc, d.number desc limit 1))`;
