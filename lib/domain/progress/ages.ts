import { businessTimeBetween } from '../time/business-time';
import { BUSINESS_HOURS_A_DAY, type WorkCalendar } from '../time/calendar';

/** How long an open turn has lasted, in business days: up to one, two, three, five, ten, and more. */
export const AGES = ['1', '2', '3', '5', '10', 'more'] as const;
export type Age = (typeof AGES)[number];

export const AGE_LABELS: Record<Age, string> = {
  '1': 'up to 1 day',
  '2': '1 to 2 days',
  '3': '2 to 3 days',
  '5': '3 to 5 days',
  '10': '5 to 10 days',
  more: 'more than 10 days',
};

const DAY_MS = BUSINESS_HOURS_A_DAY * 3_600_000;
const CLOCK_DAY_MS = 86_400_000;
/** No turn is told apart further back than this. */
const LONGEST_DAYS = 3_653;

/** A turn that began at or after `from`, and before `before`, is of an age; null: without bound. */
export interface AgeBounds {
  age: Age;
  from: Date | null;
  before: Date | null;
}

/**
 * The ages as instants between which a turn began, youngest first, so that a database tells them by comparing. A turn is of the least age
 * whose days hold the business time from its beginning until `now`.
 * @throws CalendarWithoutHours
 */
export function ageBounds(calendar: WorkCalendar, now: Date): AgeBounds[] {
  let before: Date | null = null;
  return AGES.map((age) => {
    const from: Date | null = age === 'more' ? null : earliestWithin(calendar, now, Number(age) * DAY_MS);
    const bounds = { age, from, before };
    before = from;
    return bounds;
  });
}

/** The earliest instant, to the millisecond, from which no more than this much business time has passed until `now`; null: ten years back none is. */
function earliestWithin(calendar: WorkCalendar, now: Date, businessMs: number): Date | null {
  let end = now;
  let passed = 0;
  // A day at a time first, so that what is looked at is as long as the answer.
  for (let days = 0; days < LONGEST_DAYS; days += 1) {
    const start = new Date(end.getTime() - CLOCK_DAY_MS);
    const more = businessTimeBetween(calendar, start, end);
    if (passed + more > businessMs)
      return earliestBetween(start, end, (from) => passed + businessTimeBetween(calendar, from, end) <= businessMs);
    passed += more;
    end = start;
  }
  return null;
}

/** The earliest instant after `start`, up to `end`, at which what holds at `end` holds, and from then on. */
function earliestBetween(start: Date, end: Date, holds: (at: Date) => boolean): Date {
  let [not, does] = [start.getTime(), end.getTime()];
  while (does - not > 1) {
    const middle = Math.floor((not + does) / 2);
    if (holds(new Date(middle))) does = middle;
    else not = middle;
  }
  return new Date(does);
}
