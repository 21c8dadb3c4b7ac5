import { personOrNobody } from '#domain/people/person-token';
import { notify } from '../notices/notify';
import type { Actor } from '../people/actor';
import type { AuditEntry } from '../record/audit';
import type { SqlClient } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';

/** Who has a role in a cycle report from now on, and who had it before, by handle. */
interface Reassignment {
  id: string;
  cycleReportId: string;
  title: string;
  role: 'tester' | 'owner';
  from: string | null;
  to: string | null;
}

/**
 * Writes who tests and who owns some reports, or cycle reports, from now on, as far as the record does not say it yet: one row
 * for each open cycle report and role, tells those who are named, and answers the rows. `at` is when it was asked for; null: with the transaction.
 */
export async function recordAssignments(
  sql: SqlClient,
  reportOrCycleReportIds: readonly string[],
  { commandId, at }: { commandId: string | null; at: Date | null } = { commandId: null, at: null },
): Promise<Reassignment[]> {
  const { rows } = await sql.query<Reassignment>(
    `with written as (insert into assignment (cycle_report_id, role, person_id, since, command_id)
     select named.id, named.role, named.person_id, coalesce($2::timestamptz, now()), $3
     from (select cr.id, 'tester' as role, cr.tester_id as person_id, cr.report_id, cr.closed_at from cycle_report cr
           union all select cr.id, 'owner', r.owner_id, cr.report_id, cr.closed_at from cycle_report cr join report r on r.id = cr.report_id) named
     left join lateral (select a.person_id from assignment a where a.cycle_report_id = named.id and a.role = named.role order by a.id desc limit 1) last on true
     where (named.id = any($1) or named.report_id = any($1)) and named.closed_at is null and named.person_id is distinct from last.person_id
     order by named.id, named.role returning id, cycle_report_id, role, person_id)
     select w.id::text as id, w.cycle_report_id as "cycleReportId", ${reportTitleSql()} as title, w.role, w.person_id as "to",
            (select a.person_id from assignment a where a.cycle_report_id = w.cycle_report_id and a.role = w.role order by a.id desc limit 1) as "from"
     from written w join cycle_report cr on cr.id = w.cycle_report_id ${REPORT_JOINS_SQL}`,
    [reportOrCycleReportIds, at, commandId],
  );
  await notify(
    sql,
    rows.flatMap(({ id, cycleReportId, role, to }) =>
      to === null
        ? []
        : [
            {
              ...{ personId: to, kind: 'assigned' as const, cycleReportId, chainId: null, dedupeKey: `assignment/${id}` },
              detail: role === 'owner' ? 'report_owner' : 'tester',
            },
          ],
    ),
  );
  return rows;
}

/** The entries that record passing the ownership of a report, one for each open report of a cycle: its owner is that of the report. */
export function ownersInTrail(actor: Actor, reassigned: readonly Reassignment[]): AuditEntry[] {
  return reassigned
    .filter(({ role }) => role === 'owner')
    .map(({ cycleReportId, title, from, to }) => ({
      cycleReportId,
      kind: 'assignment_changed',
      actor,
      subject: title,
      changes: [{ field: 'owner', from: personOrNobody(from), to: personOrNobody(to) }],
    }));
}

/**
 * Locks the chains of a report's open cycle reports, or of all that rests on a person, before the transaction locks anything else:
 * chains come first in the order of locks.
 */
export async function lockChainsOf(sql: SqlClient, what: { reportId: string } | { userId: string }): Promise<void> {
  const condition = 'reportId' in what ? 'cr.report_id = $1' : '(cr.tester_id = $1 or r.owner_id = $1)';
  await sql.query(
    `select from chain c join cycle_report cr on cr.id = c.cycle_report_id join report r on r.id = cr.report_id
     where ${condition} and cr.closed_at is null order by c.id for no key update of c`,
    ['reportId' in what ? what.reportId : what.userId],
  );
}
