import type { Queryable } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';

/** Titles of reports in their cycles, by the id of the report in its cycle; ids that are none are left out. */
export async function readReportTitles(db: Queryable, cycleReportIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; title: string }>(
    `select cr.id::text as id, ${reportTitleSql()} as title from cycle_report cr ${REPORT_JOINS_SQL} where cr.id::text = any($1)`,
    [cycleReportIds],
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}
