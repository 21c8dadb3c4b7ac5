import { type Subject, withoutDelegations } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { type DelegableRole, ROLE_LABELS } from '#domain/people/roles';
import { Refusal } from '#domain/refusals';
import type { AuditChange } from '#domain/version/audit-kinds';
import type { Actor } from '../people/actor';
import { requireIndependent } from '../people/independence';
import { requireHolder } from '../people/require-holder';
import { holdsForSql } from '../people/visible-reports';
import { auditInstallation } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { onlyRow } from '../sql/only-row';
import { SqlParams } from '../sql/sql-params';

export interface DelegationInput {
  role: DelegableRole;
  /** null: every report the lender holds the role for. */
  reportId: string | null;
  toId: string;
  /** ISO date, the first day (UTC); null or left out: at once. */
  from?: string | null | undefined;
  /** ISO date, the last day (UTC). */
  until: string;
  reason: string;
}

/**
 * Lends a role of one's own from a date until another; what was lent cannot be lent on. It begins and ends by itself. The delegate
 * must hold the same role and have no hand in what waits there; both are asked again at every decision.
 * @throws Refusal `not_found` for a report one does not hold the role for, `not_permitted`, `invalid_input`, `delegate_not_independent`
 */
export async function delegateRole(db: Database, lender: Subject, input: DelegationInput): Promise<{ id: string }> {
  return inTransaction(db, async (sql) => {
    const { id, entry } = await lendRole(sql, lender, input, null);
    await auditInstallation(sql, entry.actor, 'role_delegated', entry.subject, entry.changes);
    return { id };
  });
}

/** What the trail says of a role that was lent. */
export interface LentEntry {
  actor: Actor;
  subject: string;
  changes: AuditChange[];
}

/**
 * Lends a role within a transaction; whoever calls it writes the entry that it answers, last.
 * @param absenceId the absence that it was lent for, which ends it
 * @throws Refusal as `delegateRole`
 */
export async function lendRole(
  sql: SqlClient,
  lender: Subject,
  input: DelegationInput,
  absenceId: string | null,
): Promise<{ id: string; entry: LentEntry }> {
  const own = withoutDelegations(lender);
  if (!own.roles.some((held) => held.role === input.role)) throw new Refusal('not_permitted');
  if (input.toId === lender.userId) throw new Refusal('invalid_input', 'The role is yours already: name somebody else.');
  const reportName = await requireReport(sql, own, input);
  await requireHolder(sql, input.toId, input.role);
  await requireDays(sql, input.from ?? null, input.until, 'A delegation');
  await requireNew(sql, lender.userId, input);
  const params = new SqlParams();
  await requireIndependent(sql, 'delegate', input.toId, lentReports(own, input, params), params);
  const { rows } = await sql.query<{ id: string }>(
    `insert into delegation (from_id, to_id, role, report_id, until, reason, from_at, absence_id)
     values ($1, $2, $3::"Role", $4, ($5::date + interval '1 day') at time zone 'UTC', $6, $7::date::timestamp at time zone 'UTC', $8)
     returning id`,
    [lender.userId, input.toId, input.role, input.reportId, input.until, input.reason, input.from ?? null, absenceId],
  );
  const entry: LentEntry = {
    actor: { id: lender.userId, role: input.role },
    subject: delegationInWords({ role: input.role, reportName, toId: input.toId }),
    changes: [
      ...(input.from ? [{ field: 'from', from: null, to: input.from }] : []),
      { field: 'until', from: null, to: input.until },
      { field: 'reason', from: null, to: input.reason },
    ],
  };
  return { id: onlyRow(rows).id, entry };
}

/** Ends a delegation before its day; either side may. @throws Refusal `not_found` for everybody else */
export async function endDelegation(db: Database, subject: Subject, input: { delegationId: string }): Promise<{ id: string }> {
  return inTransaction(db, async (sql) => {
    const { rows } = await sql.query<{ role: DelegableRole; reportName: string | null; toId: string; over: boolean }>(
      `select d.role, r.name as "reportName", d.to_id as "toId", d.revoked_at is not null or d.until <= clock_timestamp() as over
         from delegation d left join report r on r.id = d.report_id
        where d.id = $1 and $2 in (d.from_id, d.to_id) for no key update of d`,
      [input.delegationId, subject.userId],
    );
    const row = rows[0];
    if (!row) throw new Refusal('not_found');
    if (row.over) return { id: input.delegationId };
    await sql.query('update delegation set revoked_at = clock_timestamp(), revoked_by_id = $2 where id = $1', [
      input.delegationId,
      subject.userId,
    ]);
    await auditInstallation(sql, { id: subject.userId, role: row.role }, 'delegation_ended', delegationInWords(row), []);
    return { id: input.delegationId };
  });
}

/** Ends all that somebody has lent or been lent; for the transaction that disables them. Returns what ended, in words. */
export async function endDelegationsOf(sql: SqlClient, userId: string, by: Actor): Promise<string[]> {
  const { rows } = await sql.query<{ role: DelegableRole; reportName: string | null; toId: string }>(
    `update delegation d set revoked_at = clock_timestamp(), revoked_by_id = $2
       where $1 in (d.from_id, d.to_id) and d.revoked_at is null and d.until > clock_timestamp()
     returning d.role, (select name from report where id = d.report_id) as "reportName", d.to_id as "toId"`,
    [userId, by.id],
  );
  return rows.map(delegationInWords);
}

function delegationInWords({ role, reportName, toId }: { role: DelegableRole; reportName: string | null; toId: string }): string {
  return `${ROLE_LABELS[role]} of ${reportName ?? 'all their reports'} to ${personToken(toId)}`;
}

/** Checks that the lender holds the role for the report named, and answers its name; null where the role is lent for all reports. */
async function requireReport(sql: SqlClient, own: Subject, input: DelegationInput): Promise<string | null> {
  if (input.reportId === null) return null;
  const params = new SqlParams();
  const { rows } = await sql.query<{ name: string }>(
    `select r.name from report r join cycle_report cr on cr.report_id = r.id where r.id = ${params.bind(input.reportId)} and ${holdsForSql(own, input.role, params)} limit 1`,
    params.values,
  );
  const [report] = rows;
  if (!report) throw new Refusal('not_found');
  return report.name;
}

/**
 * Checks the days of what begins and ends by itself, by the server's calendar: the last is today or later and within a year, and none before
 * the first. @param what "A delegation"
 */
export async function requireDays(sql: SqlClient, from: string | null, until: string, what: string): Promise<void> {
  const { rows } = await sql.query<{ past: boolean; far: boolean; reversed: boolean }>(
    `select $1::date < t.today as past, $1::date > t.today + 366 as far, coalesce($2::date > $1::date, false) as reversed
     from (select (clock_timestamp() at time zone 'UTC')::date as today) t`,
    [until, from],
  );
  const day = onlyRow(rows);
  if (day.past) throw new Refusal('invalid_input', 'That day has passed.');
  if (day.reversed) throw new Refusal('invalid_input', 'The last day lies before the first.');
  if (day.far) throw new Refusal('invalid_input', `${what} lasts a year at most.`);
}

async function requireNew(sql: SqlClient, fromId: string, input: DelegationInput): Promise<void> {
  const { rowCount } = await sql.query(
    `select from delegation where from_id = $1 and to_id = $2 and role = $3::"Role" and report_id is not distinct from $4
        and revoked_at is null and until > clock_timestamp()
        and coalesce(from_at, created_at) < ($6::date + interval '1 day') at time zone 'UTC'
        and until > coalesce($5::date::timestamp at time zone 'UTC', clock_timestamp())`,
    [fromId, input.toId, input.role, input.reportId, input.from ?? null, input.until],
  );
  if (rowCount) throw new Refusal('invalid_input', 'This is delegated to them already: end that first.');
}

/** SQL of the reports that a role of somebody's own is lent for. */
function lentReports(own: Subject, input: DelegationInput, params: SqlParams): string {
  const report = input.reportId === null ? 'true' : `r.id = ${params.bind(input.reportId)}`;
  return `${report} and ${holdsForSql(own, input.role, params)}`;
}
