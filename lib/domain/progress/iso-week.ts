import { datePlusDays, localDate, weekdayOf } from '../time/zoned';

/** The Monday, as an ISO date, of the week in which an instant lies in a zone. ISO 8601: weeks begin on Mondays. */
export function weekOf(at: Date, timeZone: string): string {
  const day = localDate(at.getTime(), timeZone);
  return datePlusDays(day, 1 - weekdayOf(day));
}

/** The Mondays of the last `count` weeks, oldest first, the week of `now` being the last. */
export function lastWeeks(now: Date, count: number, timeZone: string): string[] {
  const monday = weekOf(now, timeZone);
  return Array.from({ length: count }, (_, index) => datePlusDays(monday, 7 * (index + 1 - count)));
}
