import { Refusal } from '#domain/refusals';
import { WEEKDAYS, type WorkCalendar } from '#domain/time/calendar';
import { hasLongClosure, isTimeZone } from '#domain/time/calendar-days';
import { exceptionsInWords, hoursInWords, ruleInWords, WEEKDAY_LABELS } from '#domain/time/calendar-words';
import { calendarInForceAt, requireCalendar } from '../calendars/calendar.queries';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { onlyRow } from '../sql/only-row';

export interface CalendarInput {
  calendar: WorkCalendar;
  reason: string;
}

interface CalendarChange extends CalendarInput {
  /** Left out or null: the installation's own. */
  calendarId?: string | null | undefined;
  /** ISO date from which phases that open count by it (UTC); null: at once. */
  validFrom: string | null;
}

/**
 * Writes a new version of a calendar, in force from its day on. Phases under way keep the calendar that they have, and with it
 * their dates, until somebody has them counted anew.
 * @throws Refusal `invalid_input` for a day that has passed, a zone or a calendar that is none, `duplicate_name`, `calendar_without_hours`
 */
export async function saveCalendar(db: Database, actor: Actor, input: CalendarChange): Promise<{ number: number }> {
  const { calendar, validFrom, reason, calendarId = null } = input;
  return inTransaction(db, async (sql) => {
    await lockCalendars(sql);
    if (calendarId !== null) await requireCalendar(sql, calendarId);
    const { rows } = await sql.query<{ past: boolean }>(
      `select coalesce($1::date < (clock_timestamp() at time zone 'UTC')::date, false) as past`,
      [validFrom],
    );
    if (onlyRow(rows).past) throw new Refusal('invalid_input', 'That day has passed: a calendar holds from today or later.');
    const before = await calendarInForceAt(sql, calendarId, validFrom);
    const number = await insertVersion(sql, actor, { calendar, validFrom, reason, calendarId });
    await auditInstallation(sql, actor, 'calendar_saved', `${calendar.name}, calendar ${number}`, [
      ...changesBetween(inWords(before.calendar), inWords(calendar)),
      ...(validFrom === null ? [] : [{ field: 'validFrom', from: null, to: validFrom }]),
      { field: 'reason', from: null, to: reason },
    ]);
    return { number };
  });
}

/**
 * Adds a calendar beside the installation's own, in force at once; reports count by it that name it.
 * @throws Refusal `invalid_input` for a zone that is none, `duplicate_name`, `calendar_without_hours`
 */
export async function addCalendar(
  db: Database,
  actor: Actor,
  { calendar, reason }: CalendarInput,
): Promise<{ id: string; number: number }> {
  return inTransaction(db, async (sql) => {
    await lockCalendars(sql);
    const { rows } = await sql.query<{ id: string }>('insert into calendar (created_by_id) values ($1) returning id', [actor.id]);
    const { id } = onlyRow(rows);
    const number = await insertVersion(sql, actor, { calendar, validFrom: null, reason, calendarId: id });
    await auditInstallation(sql, actor, 'calendar_added', `${calendar.name}, calendar ${number}`, [
      ...changesBetween({}, inWords(calendar)),
      { field: 'reason', from: null, to: reason },
    ]);
    return { id, number };
  });
}

/** Numbers are those of all calendars together, and names are compared with those of the others: one is written after the other. */
async function lockCalendars(sql: SqlClient): Promise<void> {
  await sql.query(`select pg_advisory_xact_lock(hashtext('countersign:calendar'))`);
}

async function insertVersion(
  sql: SqlClient,
  actor: Actor,
  { calendar, validFrom, reason, calendarId }: CalendarInput & { validFrom: string | null; calendarId: string | null },
): Promise<number> {
  requireUsable(calendar, new Date());
  await requireFreeName(sql, calendarId, calendar.name);
  const { rows } = await sql.query<{ number: number }>(
    `insert into calendar_version (number, definition, valid_from, reason, created_by_id, calendar_id)
     select coalesce(max(number), 0) + 1, $1, greatest(now(), $2::date), $3, $4, $5 from calendar_version returning number`,
    [JSON.stringify(calendar), validFrom, reason, actor.id, calendarId],
  );
  return onlyRow(rows).number;
}

/** A name tells calendars apart where one is chosen: no other has it now, or is planned to. */
async function requireFreeName(sql: SqlClient, calendarId: string | null, name: string): Promise<void> {
  const { rowCount } = await sql.query(
    `select from calendar_version k where k.calendar_id is distinct from $1 and lower(k.definition ->> 'name') = lower($2) and not exists (
       select from calendar_version l where l.calendar_id is not distinct from k.calendar_id and l.valid_from <= clock_timestamp()
         and (l.valid_from, l.number) > (k.valid_from, k.number))`,
    [calendarId, name],
  );
  if (rowCount) throw new Refusal('duplicate_name', `There is a calendar named ${name}.`);
}

/** @throws Refusal `invalid_input` where the zone is none, `calendar_without_hours` where it is closed for more than a month on end */
export function requireUsable(calendar: WorkCalendar, from: Date): void {
  if (!isTimeZone(calendar.timeZone)) throw new Refusal('invalid_input', `“${calendar.timeZone}” is no time zone.`);
  if (hasLongClosure(calendar, from)) throw new Refusal('calendar_without_hours');
}

function inWords(calendar: WorkCalendar): Record<string, string> {
  return {
    name: calendar.name,
    timeZone: calendar.timeZone,
    ...Object.fromEntries(WEEKDAYS.map((weekday) => [WEEKDAY_LABELS[weekday], hoursInWords(calendar.week[weekday])])),
    holidays: calendar.holidays.map((rule) => `${rule.name}: ${ruleInWords(rule)}`).join('; '),
    exceptions: exceptionsInWords(calendar.exceptions).replaceAll('\n', '; '),
  };
}
