import { Temporal } from 'temporal-polyfill';
import type { Weekday } from './calendar';
import { remembered } from './remembered';

// The one module that knows the library; Node's own Temporal replaces it without a change elsewhere. Business time asks for the same days again and
// again, and the rules of a zone do not change while a process runs: what was answered is kept.

/** The date that a clock in the zone shows at an instant, as ISO date. */
export function localDate(instantMs: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The date a number of days later, or earlier where negative; calendar days, so that no change of the clock skips one. */
export const datePlusDays = remembered((date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString());

/** The weekday of an ISO date, from 1 (Monday) to 7 (Sunday). */
export const weekdayOf = remembered((date: string): Weekday => Temporal.PlainDate.from(date).dayOfWeek as Weekday);

/**
 * The instant at which a clock in the zone shows a minute of a date (0 to 1440; 1440 is the next day's start), in ms since
 * the epoch. A minute that the clock shows twice is the `first` or the `last` of the two; one that it skips is the instant
 * of the skip.
 */
export const instantAt = remembered((date: string, minuteOfDay: number, timeZone: string, ofTwo: 'first' | 'last'): number => {
  if (minuteOfDay === 1440) return instantAt(datePlusDays(date, 1), 0, timeZone, 'first');
  const local = Temporal.PlainDate.from(date).toPlainDateTime({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });
  const first = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const last = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const isSkipped = !last.toPlainDateTime().equals(local);
  if (isSkipped) return first.getTimeZoneTransition('next')?.epochMilliseconds ?? last.epochMilliseconds;
  return ofTwo === 'first' ? first.epochMilliseconds : last.epochMilliseconds;
});
