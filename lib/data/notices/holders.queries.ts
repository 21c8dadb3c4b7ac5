import type { Role } from '#domain/people/roles';
import type { Queryable } from '../sql/connection';
import { absentNowSql, activePersonSql, delegationInForceSql } from '../sql/fragments';

/**
 * The handles of those who hold some roles for a chain in their own right, each once: its tester, its owner, the data owners whom its
 * lane names, and those whose role covers the report or the lane's line of business.
 */
export async function holdersFor(db: Queryable, chainId: string, roles: readonly Role[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct u.id from unnest($2::text[]) as x (role) join chain c on c.id = $1
       join cycle_report cr on cr.id = c.cycle_report_id join report r on r.id = cr.report_id left join lane l on l.id = c.lane_id
       join app_user u on ${activePersonSql('u')} and case x.role
         when 'tester' then u.id = cr.tester_id
         when 'report_owner' then u.id = r.owner_id
         when 'data_owner' then exists (select from chain_person p where p.chain_id = c.id and p.user_id = u.id)
         else exists (select from role_assignment a where a.user_id = u.id and a.role::text = x.role and (a.until is null or a.until > clock_timestamp())
           and case x.role when 'data_executive' then a.lob_id = l.lob_id
             else (a.report_id is null or a.report_id = cr.report_id) and (a.cycle_report_id is null or a.cycle_report_id = cr.id) end) end
     order by u.id`,
    [chainId, roles],
  );
  return rows.map(({ id }) => id);
}

/**
 * Those who are told in place of people who are away: who of them lent one of these roles for the chain's report is replaced by the people
 * they lent it to; who lent none is told themselves.
 */
export async function standInsFor(db: Queryable, chainId: string, roles: readonly Role[], people: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct coalesce(s.to_id, p.id) as id from unnest($3::uuid[]) as p(id) left join lateral (
       select d.to_id from delegation d join app_user u on u.id = d.to_id and ${activePersonSql('u')}
        where d.from_id = p.id and d.role::text = any($2::text[]) and ${delegationInForceSql('d')}
          and (d.report_id is null or d.report_id = (select cr.report_id from chain c join cycle_report cr on cr.id = c.cycle_report_id where c.id = $1))
          and exists (select from absence a where a.person_id = p.id and ${absentNowSql('a')})) s on true
     order by 1`,
    [chainId, roles, people],
  );
  return rows.map(({ id }) => id);
}
