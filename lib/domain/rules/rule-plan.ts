import type { Arithmetic, Comparison } from './rule-expression';

/** A part of a date. */
export const DATE_PARTS = ['year', 'month', 'day'] as const;
export type DatePart = (typeof DATE_PARTS)[number];

/**
 * Texts. An attribute is read as it stands in the data, but nothing or spaces alone as the empty text; what comes out of
 * functions is taken as it is.
 */
export type TextPlan =
  | { kind: 'read'; code: string }
  | { kind: 'text'; value: string }
  | { kind: 'upper' | 'lower' | 'trim'; of: TextPlan }
  /** Plain decimal text of a number written as `format` (number-formats); any other text as it is. */
  | { kind: 'plain-number'; of: TextPlan; format: string }
  /** `from` counts from 1; characters are code points. */
  | { kind: 'substring'; of: TextPlan; from: number; count: number | null }
  | { kind: 'concat'; parts: readonly TextPlan[] }
  | { kind: 'if-blank'; of: TextPlan; other: TextPlan };

/** A value that is read as a number: an exact decimal, or unreadable. */
export type NumberPlan =
  | { kind: 'number-of'; of: TextPlan }
  /** Decimal text, perhaps with "-". */
  | { kind: 'number'; value: string }
  | { kind: 'arithmetic'; operator: Arithmetic; left: NumberPlan; right: NumberPlan }
  | { kind: 'negate' | 'absolute'; of: NumberPlan }
  | { kind: 'length'; of: TextPlan }
  | { kind: 'days-between'; from: DatePlan; to: DatePlan }
  | { kind: 'date-part'; part: DatePart; of: DatePlan }
  | { kind: 'number-if-blank'; of: TextPlan; other: NumberPlan };

/** A value that is read as a day of the calendar, or unreadable. */
export type DatePlan =
  /** `format`: one of rule-dates' DATE_SHAPES. */
  | { kind: 'date-of'; of: TextPlan; format: string }
  /** yyyy-mm-dd */
  | { kind: 'date'; value: string }
  | { kind: 'date-if-blank'; of: TextPlan; format: string; other: DatePlan };

/** A condition, which is true or false and never unknown: it is false where a side is blank or unreadable. `!=` is `not` of `=`. */
export type ConditionPlan =
  | { kind: 'compare-text'; operator: Exclude<Comparison, '!='>; left: TextPlan; right: TextPlan }
  | { kind: 'compare-number'; operator: Exclude<Comparison, '!='>; left: NumberPlan; right: NumberPlan }
  | { kind: 'compare-date'; operator: Exclude<Comparison, '!='>; left: DatePlan; right: DatePlan }
  /** |left − right| ≤ amount, or ≤ amount per cent of |right|. */
  | { kind: 'close'; left: NumberPlan; right: NumberPlan; amount: string; percent: boolean }
  | { kind: 'text-in'; of: TextPlan; values: readonly string[] }
  | { kind: 'number-in'; of: NumberPlan; values: readonly string[] }
  | { kind: 'blank'; of: TextPlan }
  | { kind: 'is-number'; of: NumberPlan }
  | { kind: 'is-integer'; of: TextPlan }
  | { kind: 'is-date'; of: DatePlan }
  | { kind: 'starts-with' | 'ends-with' | 'contains'; of: TextPlan; part: TextPlan }
  /** `pattern` in the dialect of rule-pattern; of the whole text. */
  | { kind: 'matches'; of: TextPlan; pattern: string }
  | { kind: 'not'; of: ConditionPlan }
  | { kind: 'and' | 'or'; parts: readonly ConditionPlan[] };

/** Fails for a tested record whose combination another tested record has; records with nothing in any of them share none. */
export interface UniquePlan {
  kind: 'unique';
  codes: readonly string[];
}

/** A rule with every reading made explicit: what the evaluator and the compiler both walk. */
export interface RulePlan {
  condition: ConditionPlan | null;
  requirement: ConditionPlan | UniquePlan;
}
