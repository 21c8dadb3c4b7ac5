import type { WorkCalendar } from './calendar';
import { hoursOn } from './holidays';
import { datePlusDays, instantAt, localDate } from './zoned';

/** Days without hours after which a calendar counts as closed for good: ten years. */
const CLOSED_FOR_GOOD_AFTER_DAYS = 3_653;

/** A calendar in which no time of work comes any more, so that nothing can fall due by it. */
export class CalendarWithoutHours extends Error {
  constructor(calendar: WorkCalendar, day: string) {
    super(`"${calendar.name}" has no hours of work in the ten years before ${day}`);
    this.name = 'CalendarWithoutHours';
  }
}

/**
 * The instant by which an amount of time of work has passed since `start`, both in ms. Outside the hours counting begins with
 * the next opening; an amount that ends with a day's hours ends there and not at the next opening; 0 answers `start` itself.
 * @throws CalendarWithoutHours where the calendar does not hold that much
 */
export function addBusinessTime(calendar: WorkCalendar, start: Date, businessMs: number): Date {
  if (businessMs <= 0) return start;
  let left = businessMs;
  for (const open of openIntervals(calendar, start)) {
    const length = open.endMs - open.startMs;
    if (left <= length) return new Date(open.startMs + left);
    left -= length;
  }
  throw new Error('the hours of a calendar do not end');
}

/**
 * The time of work between two instants, in ms; 0 where `end` is not after `start`.
 * @throws CalendarWithoutHours where there is none for ten years
 */
export function businessTimeBetween(calendar: WorkCalendar, start: Date, end: Date): number {
  const endMs = end.getTime();
  let sum = 0;
  for (const open of openIntervals(calendar, start)) {
    if (open.startMs >= endMs) return sum;
    sum += Math.min(open.endMs, endMs) - open.startMs;
  }
  return sum;
}

/** The local day (ISO date) to whose hours an instant belongs: outside them, that of the next opening. @throws CalendarWithoutHours */
export function businessDayOf(calendar: WorkCalendar, at: Date): string {
  for (const { day } of openIntervals(calendar, at)) return day;
  throw new Error('the hours of a calendar do not end');
}

/** A stretch of work in ms since the epoch, and the local day to which it belongs. */
export interface OpenInterval {
  day: string;
  startMs: number;
  endMs: number;
}

/** The intervals of work from an instant on, ascending, without end. Where clocks are set back, hours counted once stay counted. */
export function* openIntervals(calendar: WorkCalendar, from: Date): Generator<OpenInterval> {
  let countedMs = from.getTime();
  let closedDays = 0;
  // A day earlier, because a clock that is set back over midnight shows the former date again.
  for (let day = datePlusDays(localDate(countedMs, calendar.timeZone), -1); ; day = datePlusDays(day, 1)) {
    closedDays += 1;
    for (const { from: opens, to: closes } of hoursOn(calendar, day)) {
      const startMs = Math.max(instantAt(day, opens, calendar.timeZone, 'first'), countedMs);
      const endMs = instantAt(day, closes, calendar.timeZone, 'last');
      if (endMs <= startMs) continue;
      yield { day, startMs, endMs };
      countedMs = endMs;
      closedDays = 0;
    }
    if (closedDays > CLOSED_FOR_GOOD_AFTER_DAYS) throw new CalendarWithoutHours(calendar, day);
  }
}
