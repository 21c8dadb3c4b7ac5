import type { HolidayRule, Observance, OpenHours, Weekday, WorkCalendar } from './calendar';
import { datePlusDays, weekdayOf } from './zoned';

/** Rules are kept with what they came to, by year: a calendar is asked for the same years again and again. */
const known = new WeakMap<readonly HolidayRule[], Map<number, ReadonlyMap<string, string>>>();

/** The hours of a day (ISO date): an exception comes before a holiday, a holiday before the weekday. */
export function hoursOn(calendar: WorkCalendar, day: string): readonly OpenHours[] {
  const exception = calendar.exceptions[day];
  if (exception) return exception;
  return holidayOn(calendar, day) === null ? calendar.week[weekdayOf(day)] : [];
}

/** The name of the holiday that a day is by the rules; null where it is none. */
export function holidayOn({ holidays }: WorkCalendar, day: string): string | null {
  return holidays.length === 0 ? null : (holidaysOf(holidays, Number(day.slice(0, day.indexOf('-', 1)))).get(day) ?? null);
}

/** The closed days of a year by some rules: ISO date to the holiday's name. What a neighbouring year moves into it is included. */
export function holidaysOf(rules: readonly HolidayRule[], year: number): ReadonlyMap<string, string> {
  const years = known.get(rules) ?? new Map<number, ReadonlyMap<string, string>>();
  known.set(rules, years);
  const before = years.get(year);
  if (before) return before;
  const days = new Map<string, string>();
  for (const rule of rules) {
    for (const kept of [year - 1, year, year + 1]) {
      const day = dayOf(rule, kept);
      if (day?.startsWith(`${isoYear(year)}-`)) days.set(day, rule.name);
    }
  }
  years.set(year, days);
  return days;
}

/** The day on which a rule closes for its year; null where it does not. */
function dayOf(rule: HolidayRule, year: number): string | null {
  if ((rule.from !== undefined && year < rule.from) || (rule.until !== undefined && year > rule.until)) return null;
  switch (rule.kind) {
    case 'date': {
      if (rule.month === 2 && rule.day === 29 && !isLeap(year)) return null;
      return observed(isoDate(year, rule.month, rule.day), rule.observed);
    }
    case 'weekday':
      return nthWeekday(year, rule.month, rule.weekday, rule.nth);
    case 'easter':
      return datePlusDays(easterSunday(year), rule.days);
  }
}

function observed(day: string, how: Observance): string {
  const weekday = weekdayOf(day);
  if (weekday === 7 && how !== 'same_day') return datePlusDays(day, 1);
  return weekday === 6 && how === 'nearest_weekday' ? datePlusDays(day, -1) : day;
}

function nthWeekday(year: number, month: number, weekday: Weekday, nth: number): string {
  const first =
    nth === -1 ? datePlusDays(month === 12 ? isoDate(year + 1, 1, 1) : isoDate(year, month + 1, 1), -7) : isoDate(year, month, 1);
  const ahead = (weekday - weekdayOf(first) + 7) % 7;
  return datePlusDays(first, ahead + (nth === -1 ? 0 : 7 * (nth - 1)));
}

/** Easter Sunday of the Gregorian calendar, as the anonymous algorithm gives it (Nature, 20 April 1876). */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const epact =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  return isoDate(year, Math.floor(sum / 31), (sum % 31) + 1);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function isoYear(year: number): string {
  return String(year).padStart(4, '0');
}

function isoDate(year: number, month: number, day: number): string {
  return `${isoYear(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
