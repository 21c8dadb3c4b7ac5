import { requireIndependent } from '../people/independence';
import { requireHolder } from '../people/require-holder';
import { requireTester } from '../people/require-tester';
import type { Queryable, SqlClient } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';

/** Something that rests on one person: the testing of a report in its cycle, or the ownership of a report. */
export interface AssignedWork {
  kind: 'tester' | 'owner';
  /** Id of the cycle report whose testing it is, or of the report whose ownership it is. */
  id: string;
  name: string;
}

/** Pieces of work in words: "tester of HMDA LAR, Q1 2026; owner of FR Y-9C". */
export function workInWords(work: readonly AssignedWork[]): string {
  return work.map((one) => `${one.kind} of ${one.name}`).join('; ');
}

/** Who takes over one piece of the work that rests on a person. */
export interface Takeover {
  kind: AssignedWork['kind'];
  id: string;
  toId: string;
}

const ASSIGNED = `select 'tester' as kind, cr.id, ${reportTitleSql()} as name
    from cycle_report cr ${REPORT_JOINS_SQL}
   where cr.tester_id = $1 and cr.closed_at is null
  union all select 'owner', r.id, r.name from report r where r.owner_id = $1
  order by kind desc, name, id`;

/** What rests on somebody; nothing of a closed report does, except that a report goes on having its owner. */
export async function assignedWork(db: Queryable, userId: string): Promise<AssignedWork[]> {
  const { rows } = await db.query<AssignedWork>(ASSIGNED, [userId]);
  return rows;
}

/** Hands the testing of a report to somebody else. @throws Refusal `invalid_input`, `tester_not_independent` */
export async function handOverTesting(sql: SqlClient, cycleReportId: string, toId: string): Promise<void> {
  await sql.query('update cycle_report set tester_id = $2 where id = $1', [cycleReportId, toId]);
  await requireTester(sql, cycleReportId, toId);
}

/**
 * Hands a report to another owner, who neither tests it nor has had a hand in what waits for a decision.
 * @throws Refusal `invalid_input`, `delegate_not_independent`
 */
export async function handOverReport(sql: SqlClient, reportId: string, toId: string): Promise<void> {
  await requireHolder(sql, toId, 'report_owner');
  await sql.query('update report set owner_id = $2 where id = $1', [reportId, toId]);
  const params = new SqlParams();
  await requireIndependent(sql, 'owner', toId, `r.id = ${params.bind(reportId)}`, params);
}
