import { may, type Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import type { DelegableRole, Role } from '#domain/people/roles';
import { Refusal } from '#domain/refusals';
import type { Actor } from '../people/actor';
import { type AuditEntry, writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { activePersonSql } from '../sql/fragments';
import { onlyRow } from '../sql/only-row';
import { lendRole, requireDays } from './delegations.commands';

export interface AbsenceInput {
  /** Who is away: oneself, or whom an admin notes it of. */
  personId: string;
  /** ISO dates, the first and the last day (UTC). */
  from: string;
  until: string;
  /** Roles that they lend for these days; nobody lends another's. */
  lends: readonly { role: DelegableRole; reportId: string | null; toId: string }[];
}

/**
 * Notes that somebody is away, and lends their roles for these days, in one transaction. It grants nothing by itself: colleagues see it, their
 * claims may be taken over, and escalations go to those who decide for them.
 * @throws Refusal `not_found` for another person's by anybody but an admin, `invalid_input`, and as `lendRole`
 */
export async function goAway(db: Database, subject: Subject, input: AbsenceInput): Promise<{ id: string }> {
  const actor = absenceActor(subject, input.personId);
  return await inTransaction(db, async (sql) => {
    if (input.personId !== subject.userId && input.lends.length > 0)
      throw new Refusal('invalid_input', 'Only they themselves lend their roles.');
    await requirePerson(sql, input.personId);
    await requireDays(sql, input.from, input.until, 'An absence');
    await requireNoOther(sql, input);
    const { rows } = await sql.query<{ id: string }>(
      `insert into absence (person_id, from_at, until, created_by_id)
       values ($1, $2::date::timestamp at time zone 'UTC', ($3::date + interval '1 day') at time zone 'UTC', $4) returning id`,
      [input.personId, input.from, input.until, subject.userId],
    );
    const { id } = onlyRow(rows);
    const lent: AuditEntry[] = [];
    for (const lend of input.lends) {
      const { entry } = await lendRole(sql, subject, { ...lend, from: input.from, until: input.until, reason: 'Away' }, id);
      lent.push({ cycleReportId: null, kind: 'role_delegated', ...entry });
    }
    await writeAudit(sql, ...lent, {
      cycleReportId: null,
      kind: 'absence_noted',
      actor,
      subject: personToken(input.personId),
      changes: [
        { field: 'from', from: null, to: input.from },
        { field: 'until', from: null, to: input.until },
      ],
    });
    return { id };
  });
}

/**
 * Ends an absence before its last day, or takes back one that has not begun, with all that was lent for it. Ended once more it stays as it is.
 * @throws Refusal `not_found` for another person's by anybody but an admin
 */
export async function endAbsence(db: Database, subject: Subject, input: { absenceId: string }): Promise<{ id: string }> {
  return await inTransaction(db, async (sql) => {
    const { rows } = await sql.query<{ personId: string; over: boolean }>(
      `select a.person_id as "personId", a.ended_at is not null or a.until <= clock_timestamp() as over from absence a where a.id = $1 for no key update`,
      [input.absenceId],
    );
    const [absence] = rows;
    if (!absence) throw new Refusal('not_found');
    const actor = absenceActor(subject, absence.personId);
    if (absence.over) return { id: input.absenceId };
    await sql.query('update absence set ended_at = clock_timestamp(), ended_by_id = $2 where id = $1', [input.absenceId, subject.userId]);
    const { rowCount: lent } = await sql.query(
      `update delegation set revoked_at = clock_timestamp(), revoked_by_id = $2
        where absence_id = $1 and revoked_at is null and until > clock_timestamp()`,
      [input.absenceId, subject.userId],
    );
    await writeAudit(sql, {
      cycleReportId: null,
      kind: 'absence_ended',
      actor,
      subject: personToken(absence.personId),
      changes: lent ? [{ field: 'delegations ended', from: null, to: String(lent) }] : [],
    });
    return { id: input.absenceId };
  });
}

/** Who notes it, in which role: the person themselves in any of theirs, or an admin. */
function absenceActor(subject: Subject, personId: string): Actor {
  if (may(subject, 'administer').allowed) return { id: subject.userId, role: 'admin' };
  if (personId !== subject.userId) throw new Refusal('not_found');
  const own = subject.roles.find(({ onBehalfOf, role }) => onBehalfOf === undefined && role !== 'examiner');
  // An examiner comes for one report, for days that were agreed: nobody waits for them.
  if (own === undefined) throw new Refusal('not_permitted');
  return { id: subject.userId, role: own.role satisfies Role };
}

/** Holds the person, so that two absences of theirs come one after the other. */
async function requirePerson(sql: SqlClient, personId: string): Promise<void> {
  const { rowCount } = await sql.query(`select from app_user u where u.id = $1 and ${activePersonSql('u')} for no key update of u`, [
    personId,
  ]);
  if (!rowCount) throw new Refusal('not_found');
}

async function requireNoOther(sql: SqlClient, { personId, from, until }: AbsenceInput): Promise<void> {
  const { rows } = await sql.query<{ first: string; last: string }>(
    `select to_char(a.from_at at time zone 'UTC', 'YYYY-MM-DD') as first, to_char((a.until - interval '1 day') at time zone 'UTC', 'YYYY-MM-DD') as last
       from absence a where a.person_id = $1 and a.ended_at is null and a.until > clock_timestamp()
        and a.from_at < ($3::date + interval '1 day') at time zone 'UTC' and a.until > $2::date::timestamp at time zone 'UTC' order by a.from_at limit 1`,
    [personId, from, until],
  );
  const [other] = rows;
  if (other) throw new Refusal('invalid_input', `An absence from ${other.first} to ${other.last} is noted already: end that first.`);
}
