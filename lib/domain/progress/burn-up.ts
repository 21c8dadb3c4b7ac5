import { datePlusDays, instantAt, localDate } from '../time/zoned';

/** No burn-up is told further back than this many days; what changed before is in the first of them. */
export const LONGEST_BURN_UP_DAYS = 1_100;

const CLOCK_DAY_MS = 86_400_000;
/** ISO dates after it have years of more than four digits. */
const LAST_INSTANT_MS = Date.parse('9999-12-31T00:00:00Z');

/** A cycle's first and last day, as ISO dates. */
export interface CycleDays {
  startsOn: string;
  endsOn: string;
}

/** The days, as ISO dates and oldest first, of which a burn-up tells: from a cycle's first day to today by a zone's clocks, or to its last. */
export function burnUpDays({ startsOn, endsOn }: CycleDays, now: Date, timeZone: string): string[] {
  const today = localDate(now.getTime(), timeZone);
  const last = today < endsOn ? today : endsOn;
  const count = Math.min(LONGEST_BURN_UP_DAYS, daysBetween(startsOn, last) + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) => datePlusDays(last, index + 1 - count));
}

/** The instant at which a day ends in a zone; what happens at it is of the next day. */
export function endOfDay(day: string, timeZone: string): Date {
  return new Date(Math.min(instantAt(day, 1_440, timeZone, 'first'), LAST_INSTANT_MS));
}

/** How many of `scope` a straight line from none on a cycle's first day to all on its last has on a day. */
export function onStraightLine({ startsOn, endsOn }: CycleDays, day: string, scope: number): number {
  const length = daysBetween(startsOn, endsOn);
  return length === 0 ? scope : (scope * daysBetween(startsOn, day)) / length;
}

/** Calendar days from one ISO date to another; negative where that is earlier. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / CLOCK_DAY_MS;
}
