/** The list of patterns and their order; a finding keeps its identity by them, so that a change takes a new name. */
export const PATTERN_RECIPE = 'pattern/1';

/** Kinds of error in the order in which they are tried: the first that fits is the failure's. */
export const ERROR_PATTERNS = {
  'blank-reported': 'Nothing is reported',
  'blank-evidence': 'The evidence has no value',
  unreadable: 'Not a value of its type',
  'special-value': 'Special value on one side',
  'scale-1000': 'Off by a factor of 1,000',
  'scale-100': 'Off by a factor of 100',
  sign: 'Opposite sign',
  'leading-zeros': 'Leading zeros differ',
  separator: 'Separators differ',
  'day-month-swapped': 'Day and month swapped',
  'date-shift': 'Date shifted by up to a year',
  'code-map': 'One code for another',
  transposed: 'Two neighbours transposed',
  truncated: 'Cut off',
  rounding: 'Rounded',
  other: 'Other',
} as const satisfies Record<string, string>;
export type ErrorPattern = keyof typeof ERROR_PATTERNS;

/** What stands before a pair of codes in a pattern. */
export const CODE_MAP = 'code-map ';

function isErrorPattern(text: string): text is ErrorPattern {
  return Object.hasOwn(ERROR_PATTERNS, text);
}

/** A pattern as people read it: "Off by a factor of 100", "One code for another: 1 → 2"; a text that is no pattern as it is. */
export function patternLabel(pattern: string): string {
  if (pattern.startsWith(CODE_MAP)) return `${ERROR_PATTERNS['code-map']}: ${pattern.slice(CODE_MAP.length).replace('→', ' → ')}`;
  return isErrorPattern(pattern) ? ERROR_PATTERNS[pattern] : pattern;
}
