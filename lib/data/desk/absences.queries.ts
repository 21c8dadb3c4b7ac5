import type { AbsencesView, AbsenceView } from '#contract/views/desk-views';
import { may, type Subject } from '#domain/people/permissions';
import type { Database } from '../sql/connection';
import { absentNowSql, activePersonSql, delegationInForceSql } from '../sql/fragments';

const DAY = "'YYYY-MM-DD'";

/**
 * Who is away now or will be, with those who decide for them meanwhile; for people who work beside others on whole reports, for others their
 * own alone. Absences to come are shown to the person and to admins.
 */
export async function readAbsences(db: Database, subject: Subject): Promise<AbsencesView> {
  const { rows } = await db.pool.query<AbsenceView>(
    `select a.id, jsonb_build_object('id', u.id, 'name', u.name) as person, to_char(a.from_at at time zone 'UTC', ${DAY}) as "firstDay",
       to_char((a.until - interval '1 day') at time zone 'UTC', ${DAY}) as "lastDay", ${absentNowSql('a')} as "isNow",
       (select coalesce(jsonb_agg(distinct f.name order by f.name), '[]') from delegation d join app_user f on f.id = d.to_id and ${activePersonSql('f')}
         where d.from_id = a.person_id and (${delegationInForceSql('d')} or d.absence_id = a.id and d.revoked_at is null)) as "standIns"
     from absence a join app_user u on u.id = a.person_id and ${activePersonSql('u')}
     where a.ended_at is null and a.until > clock_timestamp() and (a.person_id = $1 or $2 and (${absentNowSql('a')} or $3))
     order by a.from_at, u.name, a.id`,
    [subject.userId, may(subject, 'see_absences').allowed, may(subject, 'administer').allowed],
  );
  return { personId: subject.userId, absences: rows };
}
