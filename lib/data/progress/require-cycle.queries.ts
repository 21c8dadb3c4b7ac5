import type { CycleRef } from '#contract/views/progress-views';
import { isId } from '#domain/id';
import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import { visibleReportsSql } from '../people/visible-reports';
import type { Queryable } from '../sql/connection';
import { SqlParams } from '../sql/sql-params';

/**
 * The cycles in which somebody may see a report, with how many of those are open; the one with most open first, of equals the later. Data
 * roles see lanes and no report as a whole, so that there is none for them.
 */
export async function readProgressCycles(db: Queryable, subject: Subject): Promise<CycleRef[]> {
  const params = new SqlParams();
  const { rows } = await db.query<CycleRef>(
    `select tc.id, tc.name, (count(*) filter (where cr.started_at is not null and cr.closed_at is null))::int as open
       from test_cycle tc join cycle_report cr on cr.cycle_id = tc.id join report r on r.id = cr.report_id
      where ${visibleReportsSql(subject, params)} group by tc.id order by open desc, tc.starts_on desc, tc.name, tc.id`,
    params.values,
  );
  return rows;
}

/** A cycle of those. @throws Refusal `not_found` where it does not exist or holds no report that this person may see */
export async function requireProgressCycle(db: Queryable, subject: Subject, cycleId: string): Promise<CycleRef> {
  if (!isId(cycleId)) throw new Refusal('not_found');
  const params = new SqlParams();
  const { rows } = await db.query<CycleRef>(
    `select tc.id, tc.name, (count(*) filter (where cr.started_at is not null and cr.closed_at is null))::int as open
       from test_cycle tc join cycle_report cr on cr.cycle_id = tc.id join report r on r.id = cr.report_id
      where tc.id = ${params.bind(cycleId)}::uuid and ${visibleReportsSql(subject, params)} group by tc.id`,
    params.values,
  );
  const [cycle] = rows;
  if (cycle === undefined) throw new Refusal('not_found');
  return cycle;
}
