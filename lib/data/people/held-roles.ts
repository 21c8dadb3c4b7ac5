import { activePersonSql, delegationInForceSql } from '../sql/fragments';

/**
 * SQL of the roles somebody holds at this moment, as a jsonb array of `HeldRole` (lib/domain/people/permissions) for an `app_user`
 * named `u`: their own, and those lent to them. What has run out is left out. A lent role lasts as long as whoever lent it
 * holds it and is not disabled, and as long as the delegate holds the same role themselves.
 */
export const HELD_ROLES_SQL = `coalesce((select jsonb_agg(jsonb_strip_nulls(h.held) order by h.lent, h.role, h.id) from (
    select false as lent, a.role, a.id, jsonb_build_object('role', a.role, 'lobId', a.lob_id, 'reportId', a.report_id,
        'cycleReportId', a.cycle_report_id, 'until', to_char(a.until, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as held
      from role_assignment a where a.user_id = u.id and (a.until is null or a.until > clock_timestamp())
    union all
    select true, a.role, d.id, jsonb_build_object('role', a.role, 'reportId', coalesce(d.report_id, a.report_id),
        'cycleReportId', a.cycle_report_id, 'until', to_char(least(d.until, a.until), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'onBehalfOf', jsonb_build_object('userId', f.id, 'name', f.name))
      from delegation d join app_user f on f.id = d.from_id and ${activePersonSql('f')}
      join role_assignment a on a.user_id = f.id and a.role = d.role and (a.until is null or a.until > clock_timestamp())
       and (a.report_id is null or d.report_id is null or a.report_id = d.report_id)
     where d.to_id = u.id and ${delegationInForceSql('d')}
       and exists (select from role_assignment own where own.user_id = u.id and own.role = d.role and (own.until is null or own.until > clock_timestamp()))
  ) h), '[]')`;
