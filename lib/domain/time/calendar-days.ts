import type { OpenHours, WorkCalendar } from './calendar';
import { holidayOn, hoursOn } from './holidays';
import { datePlusDays, localDate } from './zoned';

/** A longer stretch without working hours is a mistake: what is allowed days would fall due months later. */
const LONGEST_CLOSURE_DAYS = 31;
const DAYS_LOOKED_AT = 3_660;

/** A day that a calendar treats otherwise than its weekday; `name` says why. */
export interface SpecialDay {
  day: string;
  name: string;
  hours: readonly OpenHours[];
}

/** The special days of a calendar in the days (366 by default) from an instant on, in their order. */
export function specialDays(calendar: WorkCalendar, from: Date, days = 366): SpecialDay[] {
  const first = localDate(from.getTime(), calendar.timeZone);
  return Array.from({ length: days }, (_, at) => datePlusDays(first, at)).flatMap((day) => {
    const name = holidayOn(calendar, day);
    const isException = day in calendar.exceptions;
    return name === null && !isException ? [] : [{ day, name: name ?? 'Own date', hours: hoursOn(calendar, day) }];
  });
}

/** Whether a calendar is closed for more than 31 days on end somewhere in the ten years from an instant on. */
export function hasLongClosure(calendar: WorkCalendar, from: Date): boolean {
  let closed = 0;
  let day = localDate(from.getTime(), calendar.timeZone);
  for (let at = 0; at < DAYS_LOOKED_AT; at += 1, day = datePlusDays(day, 1)) {
    closed = hoursOn(calendar, day).length === 0 ? closed + 1 : 0;
    if (closed > LONGEST_CLOSURE_DAYS) return true;
  }
  return false;
}

/** The last date that is listed one by one, where a calendar has no rules that go on after it; null where it has rules, or lists none. */
export function listedUntil({ holidays, exceptions }: WorkCalendar): string | null {
  return holidays.length > 0 ? null : (Object.keys(exceptions).sort().at(-1) ?? null);
}

/** Whether a text names a time zone that instants can be told in. */
export function isTimeZone(text: string): boolean {
  try {
    localDate(0, text);
    return /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(text);
  } catch {
    return false;
  }
}
