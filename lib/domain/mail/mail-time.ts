import { openIntervals } from '../time/business-time';
import type { WorkCalendar } from '../time/calendar';
import { datePlusDays, instantAt, localDate } from '../time/zoned';
import type { MailHours, MailPace } from './mail-preference';

const HOUR_MS = 3_600_000;
/** Nobody's digest of the day comes before this minute of the local day, 08:00. */
const DAY_BEGINS_AT = 480;

/**
 * The instant from which a notice of `since` may be mailed: at once, with the full hour, or with the first minute of a day that is open and
 * not before 08:00. In working hours alone, what falls outside waits for the next opening. @throws CalendarWithoutHours
 */
export function mailDueAt(calendar: WorkCalendar, { pace, hours, since }: { pace: MailPace; hours: MailHours; since: Date }): Date {
  if (pace === 'daily') return digestOfDay(calendar, hours, since);
  const at = pace === 'at_once' ? since : new Date(Math.ceil(since.getTime() / HOUR_MS) * HOUR_MS);
  return hours === 'any' ? at : nextOpening(calendar, at);
}

/** The hour or the day that a digest sent at an instant is of: somebody gets one of each. The day is a local one of the calendar. */
export function digestPeriod(calendar: WorkCalendar, pace: 'hourly' | 'daily', at: Date): string {
  return pace === 'hourly' ? `hour ${at.toISOString().slice(0, 13)}` : `day ${localDate(at.getTime(), calendar.timeZone)}`;
}

function nextOpening(calendar: WorkCalendar, at: Date): Date {
  for (const { startMs } of openIntervals(calendar, at)) return new Date(startMs);
  throw new Error('the hours of a calendar do not end');
}

function digestOfDay(calendar: WorkCalendar, hours: MailHours, since: Date): Date {
  const today = localDate(since.getTime(), calendar.timeZone);
  for (const instant of hours === 'any' ? mornings(calendar, today) : openMornings(calendar, today))
    if (instant >= since.getTime()) return new Date(instant);
  throw new Error('days do not end');
}

function* mornings(calendar: WorkCalendar, from: string): Generator<number> {
  for (let day = from; ; day = datePlusDays(day, 1)) yield morningOf(calendar, day);
}

/** The first open minute of each day that is not before its morning. */
function* openMornings(calendar: WorkCalendar, from: string): Generator<number> {
  let last = '';
  for (const { day, startMs, endMs } of openIntervals(calendar, new Date(instantAt(from, 0, calendar.timeZone, 'first')))) {
    const instant = Math.max(startMs, morningOf(calendar, day));
    if (day === last || instant >= endMs) continue;
    last = day;
    yield instant;
  }
}

function morningOf(calendar: WorkCalendar, day: string): number {
  return instantAt(day, DAY_BEGINS_AT, calendar.timeZone, 'first');
}
