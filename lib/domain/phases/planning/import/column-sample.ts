import type { NumberMark, NumberStyle } from '../../../rules/number-formats';

/** What the first records of a column look like; counts are of values that are neither blank nor special words. */
export interface ColumnSample {
  filled: number;
  integers: number;
  decimals: number;
  digits: number;
  leadingZeros: number;
  distinct: number;
  longest: number;
  /** Matches by date format, with a time and without (lib/domain/rules/rule-dates). */
  dates: Readonly<Record<string, number>>;
  /** Matches by style of numbers, whatever marks stand with them, and how many have each mark (lib/domain/rules/number-formats). */
  numbers: Readonly<Record<NumberStyle, number>>;
  marks: Readonly<Record<NumberMark, number>>;
  /** Of the matches of a style, those that are no plain numbers: what speaks for it. */
  styled: Readonly<Record<NumberStyle, number>>;
  /** Plain numbers of four digits and more before the point, and those with a minus sign: what speaks against a style, and against brackets. */
  longPlain: number;
  negativePlain: number;
  /** Values such as 12E5: a number with an exponent, or a code. */
  bareExponents: number;
  /** Special words (NA, Exempt …) that occur. */
  specials: readonly string[];
}
