import type { DelegationsView, DelegationView } from '#contract/views/desk-views';
import { type Subject, withoutDelegations } from '#domain/people/permissions';
import { DELEGABLE_ROLES, type DelegableRole } from '#domain/people/roles';
import { holdsForSql } from '../people/visible-reports';
import type { Database } from '../sql/connection';
import { activePersonSql, delegationInForceSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';

const KEPT_DAYS = 90;

/** What somebody has lent and been lent (in force, or over within the last three months), and what they could lend. */
export async function readDelegations(db: Database, subject: Subject): Promise<DelegationsView> {
  const [rows, lendable] = await Promise.all([
    readRows(db, subject.userId),
    Promise.all(rolesOf(subject).map((role) => readLendable(db, subject, role))),
  ]);
  return {
    given: rows.filter((row) => row.from.id === subject.userId),
    received: rows.filter((row) => row.to.id === subject.userId),
    lendable,
  };
}

function rolesOf(subject: Subject): DelegableRole[] {
  const own = withoutDelegations(subject).roles;
  return DELEGABLE_ROLES.filter((role) => own.some((held) => held.role === role));
}

async function readRows(db: Database, userId: string): Promise<DelegationView[]> {
  const { rows } = await db.pool.query<DelegationView>(
    `select d.id, d.role, r.name as "reportName", jsonb_build_object('id', f.id, 'name', f.name) as "from", jsonb_build_object('id', t.id, 'name', t.name) as "to",
            to_char(d.from_at at time zone 'UTC', 'YYYY-MM-DD') as "firstDay",
            to_char((d.until - interval '1 day') at time zone 'UTC', 'YYYY-MM-DD') as "lastDay", d.reason,
            case when d.revoked_at is not null then 'ended' when d.until <= clock_timestamp() then 'expired'
              when ${delegationInForceSql('d')} then 'in_force' else 'planned' end as state
       from delegation d join app_user f on f.id = d.from_id join app_user t on t.id = d.to_id left join report r on r.id = d.report_id
      where $1 in (d.from_id, d.to_id) and coalesce(d.revoked_at, d.until) > clock_timestamp() - $2 * interval '1 day'
      order by (d.revoked_at is null and d.until > clock_timestamp()) desc, d.until desc, d.id`,
    [userId, KEPT_DAYS],
  );
  return rows;
}

async function readLendable(db: Database, subject: Subject, role: DelegableRole): Promise<DelegationsView['lendable'][number]> {
  const params = new SqlParams();
  const holds = holdsForSql(withoutDelegations(subject), role, params);
  const [reports, people] = await Promise.all([
    db.pool.query<{ id: string; name: string }>(
      `select r.id, r.name from report r where exists (select from cycle_report cr where cr.report_id = r.id and cr.closed_at is null and ${holds}) order by r.name limit 500`,
      params.values,
    ),
    db.pool.query<{ id: string; name: string }>(
      `select u.id, u.name from app_user u where ${activePersonSql('u')} and u.id <> $1
          and exists (select from role_assignment a where a.user_id = u.id and a.role = $2::"Role" and (a.until is null or a.until > clock_timestamp()))
        order by u.name, u.id limit 500`,
      [subject.userId, role],
    ),
  ]);
  return { role, reports: reports.rows, people: people.rows };
}
