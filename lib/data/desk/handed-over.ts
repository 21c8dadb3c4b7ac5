import { Refusal } from '#domain/refusals';
import type { Queryable, SqlClient } from '../sql/connection';
import { authorsSinceApprovalSql, REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';

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

/**
 * Hands the testing of a report to somebody else.
 * @throws Refusal `invalid_input` where tester and owner would be the same person
 */
export async function handOverTesting(sql: SqlClient, cycleReportId: string, toId: string): Promise<void> {
  const { rows } = await sql.query<{ same: boolean }>(
    `update cycle_report cr set tester_id = $2 from report r where r.id = cr.report_id and cr.id = $1 returning r.owner_id is not distinct from $2::uuid as same`,
    [cycleReportId, toId],
  );
  if (rows[0]?.same) throw new Refusal('invalid_input', 'Tester and owner of a report must be different people.');
}

/**
 * Hands a report to another owner, who neither tests it nor has had a hand in what waits for a decision.
 * @throws Refusal `delegate_not_independent`
 */
export async function handOverReport(sql: SqlClient, reportId: string, toId: string): Promise<void> {
  await sql.query('update report set owner_id = $2 where id = $1', [reportId, toId]);
  const { rows } = await sql.query<{ name: string }>(
    `select r.name from cycle_report cr join report r on r.id = cr.report_id where r.id = $1 and cr.closed_at is null and ${involvedSql('$2')} limit 1`,
    [reportId, toId],
  );
  const [involved] = rows;
  if (involved) throw new Refusal('delegate_not_independent', `It is about ${involved.name}.`);
}

/**
 * SQL of "this person tests cycle report `cr`, or has had a hand in a version of it that waits for a decision".
 * @param person the place of a bound user id
 */
export function involvedSql(person: string): string {
  return `(cr.tester_id = ${person} or exists (
    select from chain ch join version v on v.chain_id = ch.id and v.status = 'pending_approval' where ch.cycle_report_id = cr.id
       and (v.submitted_by_id = ${person} or exists (select ${authorsSinceApprovalSql('ch.id')} and a.user_id = ${person}))))`;
}
