import fc from 'fast-check';
import { printText } from '#domain/rules/print-rule';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';

function attribute(code: string, type: ProfiledAttribute['type'], format = '', validValues: string[] = []): ProfiledAttribute {
  return {
    code,
    name: code,
    column: code,
    type,
    format,
    requirement: null,
    validValues,
    specialValues: ['NA'],
    exhaustive: false,
    keyOrder: null,
    confidential: false,
  };
}

/** Attributes of every type that generated rules are about, in the order of the columns. */
export const RULE_ATTRIBUTES: readonly ProfiledAttribute[] = [
  attribute('T', 'text'),
  attribute('U', 'text'),
  attribute('K', 'code', 'digits', ['1', '01', "it's"]),
  attribute('N', 'decimal'),
  attribute('M', 'decimal'),
  attribute('I', 'integer'),
  attribute('D', 'date', 'yyyymmdd'),
  attribute('E', 'date', 'mm/dd/yyyy'),
];

const HOSTILE = [
  "'",
  "''",
  "'; DROP TABLE rules; --",
  '"',
  '$1',
  '\\',
  '%_',
  '\n',
  ') OR true --',
  '/*',
  'é',
  'ß',
  'ǆ',
  'İ',
  '😀',
  '\u0001',
  'NULL',
  'c1',
  ' x ',
  '\u00a0',
  'A',
  'a',
  'ab',
  '01',
  '1',
  'NA',
  '2.5',
  '.5',
  '-3',
  '1e3',
  ' 7',
  '+4',
  '5.',
  '1_0',
  '20200229',
  '02/29/2020',
  '20201301',
];
const written = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter((value) => !/[\0\p{Surrogate}]/u.test(value)),
);

/** A value as data files hold them: nothing, spaces, numbers in many shapes, dates, hostile texts. */
export const ruleValue: fc.Arbitrary<string | null> = fc.oneof(
  fc.constantFrom(null, '', ' ', '   '),
  written,
  fc.integer({ min: -3, max: 12 }).map(String),
  fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0, max: 99 })).map((parts) => parts.join('.')),
  fc.constantFrom(
    '20200229',
    '20190229',
    '20200301',
    '02/29/2020',
    '03/01/2020',
    '12/31/1999',
    '12345678901234567',
    '0.000000000000000001',
    '123456789012345678901',
  ),
);

const number = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map(String),
  fc.constantFrom('0.5', '2.50', '0.000000000000000001', '12345678901234567'),
);
const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const pattern = fc.constantFrom('[A-Z]+', '.*', '\\d{1,3}', '(a|b)*', '[^x]+', '\\s*\\S.*', "'?;?.*", '[\\w.-]+', '\\$1', 'é.?|ß');

/**
 * Rules as people may write them over RULE_ATTRIBUTES, texts hostile: nearly all of them check. `deepest` bounds the nesting.
 */
export function generatedRules(deepest: number): { condition: fc.Arbitrary<string>; rule: fc.Arbitrary<string> } {
  const { condition } = fc.letrec<{ text: string; number: string; date: string; condition: string }>((tie) => {
    const text = tie('text');
    const amount = tie('number');
    const date = tie('date');
    const part = tie('condition');
    const join = <T extends readonly fc.Arbitrary<string>[]>(form: (...parts: string[]) => string, ...parts: T) =>
      fc.tuple(...parts).map((given) => form(...given));
    const literal = written.map(printText);
    return {
      text: fc.oneof(
        { maxDepth: deepest, depthIdentifier: 'value' },
        fc.constantFrom('T', 'U', 'K'),
        literal,
        join((a) => `upper(${a})`, text),
        join((a) => `lower(${a})`, text),
        join((a) => `trim(${a})`, text),
        join(
          (a, from, count) => `substring(${a}, ${from}, ${count})`,
          text,
          fc.constantFrom('1', '2', '3'),
          fc.constantFrom('0', '1', '4'),
        ),
        join((a, b) => `concat(${a}, ${b})`, text, text),
        join((a, b) => `if_blank(${a}, ${b})`, fc.constantFrom('T', 'N', 'D'), text),
      ),
      number: fc.oneof(
        { maxDepth: deepest, depthIdentifier: 'value' },
        fc.constantFrom('N', 'M', 'I'),
        number,
        join((a) => `-${a}`, amount),
        join((a, sign, b) => `(${a} ${sign} ${b})`, amount, fc.constantFrom('+', '-', '*'), amount),
        join((a) => `number(${a})`, text),
        join((a) => `length(${a})`, text),
        join((a) => `abs(${a})`, amount),
        join((a, b) => `days_between(${a}, ${b})`, date, date),
        join((name, a) => `${name}(${a})`, fc.constantFrom('year', 'month', 'day'), date),
        join((a, b) => `if_blank(${a}, ${b})`, fc.constantFrom('N', 'M'), amount),
      ),
      date: fc.oneof(
        { maxDepth: deepest, depthIdentifier: 'value' },
        fc.constantFrom('D', 'E'),
        fc.constantFrom("date('2020-02-29')", "date('12/31/1999', 'mm/dd/yyyy')"),
        join(
          (a, format) => `date(${a}, '${format}')`,
          fc.constantFrom('T', 'U', 'K'),
          fc.constantFrom('yyyymmdd', 'yyyy-mm-dd', 'dd.mm.yyyy'),
        ),
        join((a) => `if_blank(D, ${a})`, date),
      ),
      condition: fc.oneof(
        { maxDepth: deepest, depthIdentifier: 'condition' },
        join((a, sign, b) => `${a} ${sign} ${b}`, text, operator, text),
        join((a, sign, b) => `${a} ${sign} ${b}`, amount, operator, amount),
        join((a, sign, b) => `${a} ${sign} ${b}`, date, operator, date),
        join((a, b) => `${a} = ${b}`, fc.constantFrom('N', 'D', 'T'), literal),
        join((a, b, c) => `${a} = ${b} within ${c}`, amount, amount, fc.constantFrom('0.5', '2', '2 %', '0 %')),
        join((a, b, c) => `${a} not in (${b}, ${c})`, fc.constantFrom('T', 'K', 'N'), literal, literal),
        join((a, b, c) => `${a} in (${b}, -${c})`, amount, number, number),
        join((a) => `${a} in valid values`, fc.constant('K')),
        join((a, b, c) => `${a} between ${b} and ${c}`, amount, amount, amount),
        join(
          (a, what) => `${a} is ${what}`,
          fc.constantFrom('T', 'K', 'N', 'D'),
          fc.constantFrom('blank', 'not blank', 'number', 'integer'),
        ),
        join((a, what) => `${a} is ${what}`, date, fc.constantFrom('date', 'not date')),
        join((name, a, b) => `${name}(${a}, ${b})`, fc.constantFrom('starts_with', 'ends_with', 'contains'), text, text),
        join((a, b) => `matches(${a}, ${printText(b)})`, text, pattern),
        join((a) => `not (${a})`, part),
        join((a, b) => `(${a} and ${b})`, part, part),
        join((a, b) => `(${a} or ${b})`, part, part),
      ),
    };
  });
  const whole = fc.oneof({ weight: 9, arbitrary: condition }, fc.constantFrom('unique(T)', 'unique(T, K)', 'unique(N, D, U)'));
  return {
    condition,
    rule: fc
      .tuple(fc.option(condition), whole)
      .map(([guard, requirement]) => (guard === null ? requirement : `if ${guard} then ${requirement}`)),
  };
}
