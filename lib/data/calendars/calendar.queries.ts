import { Refusal } from '#domain/refusals';
import { DEFAULT_CALENDAR, type WorkCalendar } from '#domain/time/calendar';
import type { Queryable } from '../sql/connection';
import { REPORT_JOINS_SQL } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';

/** A version of a calendar; number 0 is the one that comes with the product. */
export interface NumberedCalendar {
  number: number;
  calendar: WorkCalendar;
}

const AS_DELIVERED: NumberedCalendar = { number: 0, calendar: DEFAULT_CALENDAR };

/** Versions that were read, by their text: what follows from the rules of one is computed once a process. */
const known = new Map<string, WorkCalendar>();

/** A calendar as its row holds it; number 0 and no number have no row. */
export function calendarOf(definition: WorkCalendar | null): WorkCalendar {
  if (definition === null) return DEFAULT_CALENDAR;
  const text = JSON.stringify(definition);
  const calendar = known.get(text) ?? definition;
  known.set(text, calendar);
  return calendar;
}

/** The version in force of the installation's own calendar: reports count by it that name no other, and mail waits for its hours. */
export async function calendarInForce(db: Queryable): Promise<NumberedCalendar> {
  return await calendarInForceAt(db, null, null);
}

/**
 * The version of a calendar that is in force on a day (ISO date) that is to come, as far as it is planned; null: now.
 * @param calendarId null: the installation's own
 */
export async function calendarInForceAt(db: Queryable, calendarId: string | null, day: string | null): Promise<NumberedCalendar> {
  const { rows } = await queryPrepared<VersionRow>(
    db,
    `select number, definition from calendar_version where calendar_id is not distinct from $1 and valid_from <= greatest(clock_timestamp(), $2::date)
      order by valid_from desc, number desc limit 1`,
    [calendarId, day],
  );
  return versionOf(rows);
}

/** The version in force of the calendar that a report of a cycle counts by: the one that its report names, or the installation's own. */
export async function calendarOfReport(db: Queryable, cycleReportId: string): Promise<NumberedCalendar> {
  const { rows } = await queryPrepared<VersionRow>(
    db,
    `select k.number, k.definition from cycle_report cr ${REPORT_JOINS_SQL} join calendar_version k on k.calendar_id is not distinct from r.calendar_id
      where cr.id = $1 and k.valid_from <= clock_timestamp() order by k.valid_from desc, k.number desc limit 1`,
    [cycleReportId],
  );
  return versionOf(rows);
}

interface VersionRow {
  number: number;
  definition: WorkCalendar;
}

function versionOf([row]: readonly VersionRow[]): NumberedCalendar {
  return row ? { number: row.number, calendar: calendarOf(row.definition) } : AS_DELIVERED;
}

/** SQL of the name, in its version in force, of the calendar with the id in a column; null of the installation's own. */
export function calendarNameSql(column: string): string {
  return `(select k.definition ->> 'name' from calendar_version k where k.calendar_id = ${column} and k.valid_from <= clock_timestamp()
    order by k.valid_from desc, k.number desc limit 1)`;
}

/** @throws Refusal `invalid_input` where there is no such calendar beside the installation's own */
export async function requireCalendar(db: Queryable, calendarId: string): Promise<void> {
  const { rowCount } = await db.query('select from calendar where id = $1', [calendarId]);
  if (!rowCount) throw new Refusal('invalid_input', 'There is no such calendar.');
}
