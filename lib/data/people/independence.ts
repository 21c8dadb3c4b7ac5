import { EXECUTIVE_ROLES, type Involvement, type NamedAs, refuseNaming } from '#domain/people/independence';
import { Refusal } from '#domain/refusals';
import type { SqlClient } from '../sql/connection';
import { authorsSinceApprovalSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';

/**
 * Refuses to name somebody in reports that they cannot be named in (`refuseNaming` of lib/domain). Every way of naming a tester, an
 * owner, a delegate or an executive asks it, in the transaction that names them.
 * @param reports SQL over report `r` and cycle report `cr`, its values bound in `params`: in which reports
 * @throws Refusal `delegate_not_independent`, `tester_not_independent`, naming the report
 */
export async function requireIndependent(
  sql: SqlClient,
  as: NamedAs,
  personId: string,
  reports: string,
  params: SqlParams = new SqlParams(),
): Promise<void> {
  const person = params.bind(personId);
  const { rows } = await sql.query<Involvement & { name: string }>(
    `select i.name, i.tests, i."hadAHand", i.decides from (
       select r.name, coalesce(cr.tester_id = ${person}, false) as tests, ${hadAHandSql(person)} as "hadAHand", ${decidesSql(person)} as decides
         from cycle_report cr join report r on r.id = cr.report_id where cr.closed_at is null and ${reports}) i
      where i.tests or i."hadAHand" or i.decides order by i.name`,
    params.values,
  );
  for (const { name, ...involvement } of rows) {
    const code = refuseNaming(as, involvement);
    if (code !== null) throw new Refusal(code, `It is about ${name}.`);
  }
}

/** SQL of "this person (a bound handle) had a hand in a version of cycle report `cr` that waits for a decision". */
function hadAHandSql(person: string): string {
  return `exists (
    select from chain ch join version v on v.chain_id = ch.id and v.status = 'pending_approval' where ch.cycle_report_id = cr.id
       and (v.submitted_by_id = ${person} or exists (select ${authorsSinceApprovalSql('ch.id')} and a.user_id = ${person})))`;
}

/** SQL of "this person (a bound handle) owns report `r`, is an executive of it, or has been lent a role in it". */
function decidesSql(person: string): string {
  const executive = EXECUTIVE_ROLES.map((role) => `'${role}'`).join(', ');
  return `(coalesce(r.owner_id = ${person}, false)
    or exists (select from role_assignment a where a.user_id = ${person} and a.role in (${executive}) and (a.until is null or a.until > clock_timestamp())
         and (a.report_id is null or a.report_id = r.id) and (a.cycle_report_id is null or a.cycle_report_id = cr.id))
    or exists (select from delegation d where d.to_id = ${person} and d.revoked_at is null and d.until > clock_timestamp()
         and (d.report_id is null or d.report_id = r.id) and (d.role <> 'report_owner' or d.from_id = r.owner_id)))`;
}
