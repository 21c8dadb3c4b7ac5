import { isoDate, readDate } from '../rules/rule-dates';

/** Longest shift that counts as one: a leap year. */
const LONGEST_SHIFT_DAYS = 366;

/** The day that has day and month of another swapped, both as days since 1 January 1970; null where there is none. */
export function dayMonthSwapped(day: number): number | null {
  const [year, month, ofMonth] = isoDate(day).split('-');
  return readDate(`${year}-${ofMonth}-${month}`, 'yyyy-mm-dd');
}

/** Whether two days lie apart, by a year at most. */
export function isShifted(reported: number, evidence: number): boolean {
  const apart = Math.abs(reported - evidence);
  return apart > 0 && apart <= LONGEST_SHIFT_DAYS;
}
