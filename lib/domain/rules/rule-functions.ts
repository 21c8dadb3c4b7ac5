/** What a value is; a condition is true or false. */
export type ValueKind = 'text' | 'number' | 'date' | 'condition';

export interface RuleFunction {
  name: string;
  /** How it is written. */
  form: string;
  /** What the function gives; null where it gives what its last argument is. */
  gives: ValueKind | null;
  /** Fewest and most arguments. */
  takes: readonly [number, number];
  says: string;
}

/** Every function of the language, as the editor and the documentation list them. */
export const RULE_FUNCTIONS = [
  { name: 'upper', form: 'upper(text)', gives: 'text', takes: [1, 1], says: 'The text in capital letters.' },
  { name: 'lower', form: 'lower(text)', gives: 'text', takes: [1, 1], says: 'The text in small letters.' },
  { name: 'trim', form: 'trim(text)', gives: 'text', takes: [1, 1], says: 'The text without spaces around it.' },
  {
    name: 'substring',
    form: 'substring(text, from, count)',
    gives: 'text',
    takes: [2, 3],
    says: 'A part of the text: characters from a place, counted from 1; to its end where no count is given.',
  },
  { name: 'concat', form: 'concat(text, text, …)', gives: 'text', takes: [2, 20], says: 'The texts joined.' },
  {
    name: 'if_blank',
    form: "if_blank(attribute, 'NA')",
    gives: null,
    takes: [2, 2],
    says: 'The attribute, or the second value where it is blank.',
  },
  { name: 'length', form: 'length(text)', gives: 'number', takes: [1, 1], says: 'How many characters; of a blank, 0.' },
  {
    name: 'number',
    form: "number(text, '1.234,56')",
    gives: 'number',
    takes: [1, 2],
    says: 'A text or code read as a number; with a format such as 1.234,56 or “percent” where it is written otherwise.',
  },
  { name: 'abs', form: 'abs(number)', gives: 'number', takes: [1, 1], says: 'The number without its sign.' },
  {
    name: 'date',
    form: "date(text, 'yyyymmdd')",
    gives: 'date',
    takes: [1, 2],
    says: "A text read as a date of a format; date('2020-12-31') is that day.",
  },
  { name: 'year', form: 'year(date)', gives: 'number', takes: [1, 1], says: 'The year of a date.' },
  { name: 'month', form: 'month(date)', gives: 'number', takes: [1, 1], says: 'The month of a date, 1 to 12.' },
  { name: 'day', form: 'day(date)', gives: 'number', takes: [1, 1], says: 'The day of the month.' },
  {
    name: 'days_between',
    form: 'days_between(date, date)',
    gives: 'number',
    takes: [2, 2],
    says: 'Days from the first date to the second; negative where the second is earlier.',
  },
  {
    name: 'starts_with',
    form: "starts_with(text, 'a')",
    gives: 'condition',
    takes: [2, 2],
    says: 'Whether the text starts with the other.',
  },
  { name: 'ends_with', form: "ends_with(text, 'a')", gives: 'condition', takes: [2, 2], says: 'Whether the text ends with the other.' },
  { name: 'contains', form: "contains(text, 'a')", gives: 'condition', takes: [2, 2], says: 'Whether the other occurs in the text.' },
  {
    name: 'matches',
    form: "matches(text, '[A-Z]{2}[0-9]+')",
    gives: 'condition',
    takes: [2, 2],
    says: 'Whether the whole text is of the pattern.',
  },
  {
    name: 'unique',
    form: 'unique(attribute, attribute, …)',
    gives: 'condition',
    takes: [1, 20],
    says: 'No other tested record has the same values; stands alone, or after “then”.',
  },
] as const satisfies readonly RuleFunction[];

export type FunctionName = (typeof RULE_FUNCTIONS)[number]['name'];

/** The function of a name in lower case; null where there is none. */
export function ruleFunction(name: string): (RuleFunction & { name: FunctionName }) | null {
  return RULE_FUNCTIONS.find((candidate) => candidate.name === name) ?? null;
}
