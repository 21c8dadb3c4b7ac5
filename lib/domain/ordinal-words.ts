const NAMED = ['first', 'second', 'third', 'fourth', 'fifth'];
const SUFFIX: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const RULES = new Intl.PluralRules('en', { type: 'ordinal' });

/** A whole number from 1 on as people count: "first", "fifth", "12th", "21st". */
export function ordinalInWords(count: number): string {
  return NAMED[count - 1] ?? `${count}${SUFFIX[RULES.select(count)] ?? 'th'}`;
}
