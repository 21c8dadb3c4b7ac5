import { z } from 'zod';
import { type Decimal, readDecimal } from '../rules/decimal';
import { ATTRIBUTE_TYPES } from '../rules/rule-attribute';
import { compareExactly } from './exact-decimal';

/** How a reported value is compared with its evidence. */
export const COMPARATORS = ['number', 'text', 'code', 'date', 'date-time', 'list'] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** What a tolerance is read as: plain decimal text that is not negative. */
const tolerance = z.string().refine((text) => (readDecimal(text)?.units ?? -1n) >= 0n, 'Write a number of 0 or more, such as 0.5.');

/** What is known of the attribute that values belong to; a setting carries it, so that the setting alone says how values are compared. */
export const comparedAttributeSchema = z.strictObject({
  type: z.enum(ATTRIBUTE_TYPES).nullable(),
  format: z.string(),
  specialValues: z.array(z.string()),
  /** Patterns of its errors name no values. */
  confidential: z.boolean(),
});
export type ComparedAttribute = z.infer<typeof comparedAttributeSchema>;

/** What the tester states for an attribute. A part that the comparator does not use is empty: null, false, or no separators. */
export const statedComparisonSchema = z.strictObject({
  comparator: z.enum(COMPARATORS),
  /** Numbers: how far both may lie apart, as decimal text; null where nothing is allowed for. */
  absolute: tolerance.nullable(),
  /** Numbers: the same in per cent of the evidence's value. Either tolerance suffices; an evidence of 0 has the absolute one only. */
  relativePercent: tolerance.nullable(),
  /** Dates: how many days both may lie apart. */
  days: z.number().int().min(0).max(3_660).nullable(),
  /** Lists: what stands between elements. */
  separators: z.array(z.string().min(1).max(10)).max(10),
  /** Texts, codes and lists. */
  ignoreCase: z.boolean(),
});
export type StatedComparison = z.infer<typeof statedComparisonSchema>;

export type ComparisonSetting = ComparedAttribute & StatedComparison;

const NOTHING_STATED = { absolute: null, relativePercent: null, days: null, separators: [], ignoreCase: false };
/** What stands between elements unless the tester says otherwise. */
const LIST_SEPARATORS = [';', ',', '|'];

/** A comparator as it is where nobody states more: numbers, dates and codes exactly, texts and lists without regard to capitals. */
export function plainComparison(comparator: Comparator): StatedComparison {
  switch (comparator) {
    case 'number':
      return { ...NOTHING_STATED, comparator, absolute: '0' };
    case 'date':
      return { ...NOTHING_STATED, comparator, days: 0 };
    case 'text':
      return { ...NOTHING_STATED, comparator, ignoreCase: true };
    case 'list':
      return { ...NOTHING_STATED, comparator, separators: [...LIST_SEPARATORS], ignoreCase: true };
    case 'code':
    case 'date-time':
      return { ...NOTHING_STATED, comparator };
  }
}

/** How values of a type are compared unless the tester states otherwise; an attribute without a type is text. */
export function defaultComparison(type: ComparedAttribute['type']): StatedComparison {
  switch (type) {
    case 'integer':
    case 'decimal':
      return plainComparison('number');
    case null:
      return plainComparison('text');
    case 'text':
    case 'code':
    case 'date':
    case 'date-time':
      return plainComparison(type);
  }
}

/** Why a stated comparison cannot be used, as a sentence; null where it can. */
export function comparisonFault(stated: StatedComparison): string | null {
  const { comparator, absolute, relativePercent, days, separators, ignoreCase } = stated;
  if (comparator !== 'number' && (absolute !== null || relativePercent !== null))
    return 'Only numbers have an absolute or a relative tolerance.';
  if (comparator !== 'date' && days !== null) return 'Only dates have a tolerance in days.';
  if (comparator !== 'list' && separators.length > 0) return 'Only lists have separators.';
  if (comparator === 'list' && separators.length === 0) return 'State what stands between the elements of the list.';
  if (ignoreCase && (comparator === 'number' || comparator === 'date' || comparator === 'date-time'))
    return 'Capitals are ignored in texts, codes and lists only.';
  return null;
}

/** A tolerance as a number; what is not stated allows for nothing. */
export function toleranceOf(text: string | null): Decimal {
  return (text === null ? null : readDecimal(text)) ?? { units: 0n, scale: 0 };
}

function isAtMost(a: string | null, b: string | null): boolean {
  return compareExactly(toleranceOf(a), toleranceOf(b)) <= 0;
}

function separatesAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.every((one) => b.includes(one)) && b.every((one) => a.includes(one));
}

/**
 * Whether one comparison passes some pair of values that another does not, for one attribute. Where that cannot be told from the
 * settings alone, as between most comparators, the answer is yes.
 */
export function isLooser(stated: StatedComparison, than: StatedComparison): boolean {
  const isCaseKept = !stated.ignoreCase || than.ignoreCase;
  if (stated.comparator !== than.comparator) return !(stated.comparator === 'code' && than.comparator === 'text' && isCaseKept);
  switch (stated.comparator) {
    case 'number':
      return !(isAtMost(stated.absolute, than.absolute) && isAtMost(stated.relativePercent, than.relativePercent));
    case 'text':
    case 'code':
      return !isCaseKept;
    case 'list':
      return !isCaseKept || !separatesAlike(stated.separators, than.separators);
    case 'date':
      return (stated.days ?? 0) > (than.days ?? 0);
    case 'date-time':
      return false;
  }
}

/** Whether a setting is looser than the default of its attribute's type, and therefore counts only once a second person accepted it. */
export function isLooserThanDefault(setting: ComparisonSetting): boolean {
  return isLooser(setting, defaultComparison(setting.type));
}
