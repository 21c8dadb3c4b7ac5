import { readDate } from '../rules/rule-dates';

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
/** A month by its name or the first letters of it, at least three: "Mar", "Sept". */
const MONTH = '([a-z]{3,9})\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(\\d{4}|\\d{2})';
const TIME_BEHIND = /[ t](?:at )?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)? ?(?:z|[ap]\.?m\.?|[+-]\d{2}(?::?\d{2})?)?$/;

const YEAR_FIRST = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/;
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/. ])(\\d{1,2})\\2${YEAR}$`);
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const DIGITS_YEAR_LAST = /^(\d{2})(\d{2})((?:18|19|20|21|22)\d{2})$/;
const DAY_MONTH = new RegExp(`^${DAY}[ .-]{0,2}(?:of )?${MONTH},?[ -]?${YEAR}$`);
const MONTH_DAY = new RegExp(`^${MONTH}[ -]?${DAY}(?:, ?| |-)${YEAR}$`);

/** A day as the number of days since 1 January 1970; null where there is no such day. */
function dayOf(year: number, month: number, day: number): number | null {
  const two = (part: number) => String(part).padStart(2, '0');
  return readDate(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`, 'yyyy-mm-dd');
}

/** A year of two digits may be of either century, so that a date with one is never certain. */
function yearsOf(text: string): number[] {
  return text.length === 4 ? [Number(text)] : [2000 + Number(text), 1900 + Number(text)];
}

function monthNamed(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name) || (name === 'sept' && month === 'september')) + 1;
}

/** Year, month and day in every order that a written date may mean. */
function ordersOf(text: string): [number, number, number][] {
  const numbers = (match: RegExpExecArray | null, ...at: number[]) => at.map((index) => Number(match?.[index]));
  const digits = DIGITS.exec(text);
  if (digits !== null) {
    const [year = 0, month = 0, day = 0] = numbers(digits, 1, 2, 3);
    if (dayOf(year, month, day) !== null) return [[year, month, day]];
  }
  const first = YEAR_FIRST.exec(text);
  if (first !== null) {
    const [year = 0, month = 0, day = 0] = numbers(first, 1, 3, 4);
    return [[year, month, day]];
  }
  const last = YEAR_LAST.exec(text);
  const packed = DIGITS_YEAR_LAST.exec(text);
  if (last !== null || packed !== null) {
    const [one = 0, two = 0] = last === null ? numbers(packed, 1, 2) : numbers(last, 1, 3);
    const years = yearsOf(last?.[4] ?? packed?.[3] ?? '');
    // Nobody writes the month first before a point.
    const isDayFirst = last?.[2] === '.';
    return years.flatMap((year): [number, number, number][] => [
      [year, two, one],
      ...(isDayFirst ? [] : ([[year, one, two]] as const).map((order): [number, number, number] => [...order])),
    ]);
  }
  const named = DAY_MONTH.exec(text);
  const american = MONTH_DAY.exec(text);
  const [day, month, year] = named === null ? [american?.[2], american?.[1], american?.[3]] : [named[1], named[2], named[3]];
  if (day === undefined || month === undefined || year === undefined) return [];
  return yearsOf(year).map((one) => [one, monthNamed(month), Number(day)]);
}

/**
 * Every day that a text may mean, each once, as days since 1 January 1970: by ISO 8601, day before month, month before day, and
 * names of months in English. "03/04/2024" is two days, "13/04/2024" one. A time behind the day is left out.
 */
export function dayReadings(text: string): readonly number[] {
  const written = text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase().replace(TIME_BEHIND, '');
  const days = ordersOf(written).map(([year, month, day]) => dayOf(year, month, day));
  return [...new Set(days.filter((day) => day !== null))];
}
