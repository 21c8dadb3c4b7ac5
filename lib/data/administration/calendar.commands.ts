import { Refusal } from '#domain/refusals';
import { WEEKDAYS, type WorkCalendar } from '#domain/time/calendar';
import { hasLongClosure, isTimeZone } from '#domain/time/calendar-days';
import { exceptionsInWords, hoursInWords, ruleInWords, WEEKDAY_LABELS } from '#domain/time/calendar-words';
import { calendarInForceAt } from '../calendars/calendar.queries';
import type { Actor } from '../people/actor';
import { auditInstallation, changesBetween } from '../record/installation-audit';
import { type Database, inTransaction } from '../sql/connection';

export interface CalendarInput {
  calendar: WorkCalendar;
  /** ISO date from which phases that open count by it (UTC); null: at once. */
  validFrom: string | null;
  reason: string;
}

/**
 * Writes a new version of the business calendar, in force from its day on. Phases under way keep the calendar that they have, and
 * with it their dates, until somebody has them counted anew.
 * @throws Refusal `invalid_input` for a day that has passed or a zone that is none, `calendar_without_hours`
 */
export async function saveCalendar(
  db: Database,
  actor: Actor,
  { calendar, validFrom, reason }: CalendarInput,
): Promise<{ number: number }> {
  return inTransaction(db, async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(hashtext('countersign:calendar'))`);
    const { rows } = await sql.query<{ now: Date; past: boolean; next: number }>(
      `select clock_timestamp() as now, coalesce($1::date < (clock_timestamp() at time zone 'UTC')::date, false) as past,
         (select coalesce(max(number), 0) + 1 from calendar_version) as next`,
      [validFrom],
    );
    const [row] = rows;
    if (!row) throw new Error('a select without a table answers one row');
    if (row.past) throw new Refusal('invalid_input', 'That day has passed: a calendar holds from today or later.');
    requireUsable(calendar, row.now);
    const before = await calendarInForceAt(sql, validFrom);
    await sql.query(
      `insert into calendar_version (number, definition, valid_from, reason, created_by_id) values ($1, $2, greatest(now(), $3::date), $4, $5)`,
      [row.next, JSON.stringify(calendar), validFrom, reason, actor.id],
    );
    await auditInstallation(sql, actor, 'calendar_saved', `${calendar.name}, calendar ${row.next}`, [
      ...changesBetween(inWords(before.calendar), inWords(calendar)),
      ...(validFrom === null ? [] : [{ field: 'validFrom', from: null, to: validFrom }]),
      { field: 'reason', from: null, to: reason },
    ]);
    return { number: row.next };
  });
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
