import { DEFAULT_CALENDAR, type WorkCalendar } from '#domain/time/calendar';
import type { Queryable } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';

/** A version of the business calendar; number 0 is the one that comes with the product. */
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

/** The calendar that is in force at this moment. */
export async function calendarInForce(db: Queryable): Promise<NumberedCalendar> {
  return await calendarInForceAt(db, null);
}

/** The calendar that is in force on a day (ISO date) that is to come, as far as it is planned; null: now. */
export async function calendarInForceAt(db: Queryable, day: string | null): Promise<NumberedCalendar> {
  const { rows } = await queryPrepared<{ number: number; definition: WorkCalendar }>(
    db,
    `select number, definition from calendar_version where valid_from <= greatest(clock_timestamp(), $1::date)
      order by valid_from desc, number desc limit 1`,
    [day],
  );
  const [row] = rows;
  return row ? { number: row.number, calendar: calendarOf(row.definition) } : AS_DELIVERED;
}
