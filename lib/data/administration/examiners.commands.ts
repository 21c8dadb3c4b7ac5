import { personToken } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import type { AuditChange } from '#domain/version/audit-kinds';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { activePersonSql, REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { onlyRow } from '../sql/only-row';
import { lockUser } from './users.commands';

/**
 * Lets somebody read one cycle report until a day (the last one, UTC); given again, the day is moved. An examiner writes
 * nothing, so somebody who holds any other role cannot be one.
 * @throws Refusal `not_found`, `invalid_input`
 */
export async function admitExaminer(
  db: Database,
  actor: Actor,
  input: { userId: string; cycleReportId: string; until: string },
): Promise<{ id: string }> {
  return inTransaction(db, async (sql) => {
    const user = await lockUser(sql, input.userId);
    const title = await titleOf(sql, input.cycleReportId);
    await requireNobodyElse(sql, user.id);
    const { rows: days } = await sql.query<{ past: boolean }>(`select $1::date < (clock_timestamp() at time zone 'UTC')::date as past`, [
      input.until,
    ]);
    if (onlyRow(days).past) throw new Refusal('invalid_input', 'That day has passed.');
    const before = await sql.query<{ day: string | null }>(
      `delete from role_assignment where user_id = $1 and role = 'examiner' and cycle_report_id = $2
       returning to_char(until - interval '1 microsecond', 'YYYY-MM-DD') as day`,
      [user.id, input.cycleReportId],
    );
    const made = await sql.query<{ id: string }>(
      `insert into role_assignment (user_id, role, cycle_report_id, until) values ($1, 'examiner', $2, ($3::date + interval '1 day') at time zone 'UTC') returning id`,
      [user.id, input.cycleReportId, input.until],
    );
    const changes = [
      ...(before.rows.length > 0 ? [] : [{ field: 'examiner', from: null, to: personToken(user.id) }]),
      { field: 'until', from: before.rows[0]?.day ?? null, to: input.until },
    ];
    await writeAudit(
      sql,
      { cycleReportId: input.cycleReportId, kind: 'examiner_admitted', actor, subject: title, changes },
      { cycleReportId: null, kind: 'roles_changed', actor, subject: personToken(user.id), changes: [roleInTrail(null, title)] },
    );
    return { id: onlyRow(made.rows).id };
  });
}

/** Ends an examiner's access at once. @throws Refusal `not_found` */
export async function dismissExaminer(db: Database, actor: Actor, input: { assignmentId: string }): Promise<{ id: string }> {
  return inTransaction(db, async (sql) => {
    const { rows } = await sql.query<{ userId: string; cycleReportId: string }>(
      `delete from role_assignment where id = $1 and role = 'examiner' and cycle_report_id is not null returning user_id as "userId", cycle_report_id as "cycleReportId"`,
      [input.assignmentId],
    );
    const [gone] = rows;
    if (!gone) throw new Refusal('not_found');
    const changes = [{ field: 'examiner', from: personToken(gone.userId), to: null }];
    const title = await titleOf(sql, gone.cycleReportId);
    await writeAudit(
      sql,
      { cycleReportId: gone.cycleReportId, kind: 'examiner_dismissed', actor, subject: title, changes },
      { cycleReportId: null, kind: 'roles_changed', actor, subject: personToken(gone.userId), changes: [roleInTrail(title, null)] },
    );
    return { id: input.assignmentId };
  });
}

/** Roles belong to the installation's stream, which records theirs beside what the report's own says. */
function roleInTrail(from: string | null, to: string | null): AuditChange {
  return { field: 'examiner of', from, to };
}

async function titleOf(sql: SqlClient, cycleReportId: string): Promise<string> {
  const { rows } = await sql.query<{ title: string }>(
    `select ${reportTitleSql()} as title from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`,
    [cycleReportId],
  );
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0].title;
}

async function requireNobodyElse(sql: SqlClient, userId: string): Promise<void> {
  const { rowCount } = await sql.query(
    `select from app_user u where u.id = $1 and (not ${activePersonSql('u')}
        or exists (select from role_assignment a where a.user_id = u.id and a.role <> 'examiner' and (a.until is null or a.until > clock_timestamp())))`,
    [userId],
  );
  if (rowCount) throw new Refusal('invalid_input', 'An examiner reads and does nothing else: name an active person without another role.');
}
