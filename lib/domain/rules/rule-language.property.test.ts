import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { parseRule } from './parse-rule';
import { printRule } from './print-rule';
import { COMPARISONS, type Expression, KINDS_OF_VALUE, type ListValue, type RuleExpression } from './rule-expression';

type Bare<T> = T extends readonly (infer U)[]
  ? readonly Bare<U>[]
  : T extends object
    ? { [K in keyof T as K extends 'from' | 'to' ? never : K]: Bare<T[K]> }
    : T;

/** A rule without its places, which printing changes. */
function bare<T>(value: T): Bare<T> {
  if (Array.isArray(value)) return value.map(bare) as Bare<T>;
  if (typeof value !== 'object' || value === null) return value as Bare<T>;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'from' && name !== 'to')
      .map(([name, part]) => [name, bare(part)]),
  ) as Bare<T>;
}

const hostile = fc.constantFrom(
  "'",
  "''",
  "'; DROP TABLE x; --",
  '"',
  '$1',
  '\\',
  '(',
  ')',
  '%',
  '\n',
  'if',
  'then',
  'NOT',
  'é',
  '😀',
  ' ',
  '/* */',
  'c1',
  ';',
);
const text = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 12 }));
const code = fc.oneof(
  fc.constantFrom('A', 'LOAN_AMOUNT', 'date', 'Blank', 'in', 'IF', 'unique', '1st', 'a b'),
  text.filter((value) => value !== ''),
);
const digits = fc.bigInt({ min: 0n, max: 10n ** 20n - 1n }).map(String);
const decimal = fc.oneof(
  digits,
  fc.tuple(digits, fc.stringMatching(/^[0-9]{1,18}$/)).map((parts) => parts.join('.')),
);
const listValue: fc.Arbitrary<ListValue> = fc.oneof(
  text.map((value) => ({ kind: 'text' as const, value })),
  fc.tuple(fc.boolean(), decimal).map(([minus, value]) => ({ kind: 'number' as const, value: (minus ? '-' : '') + value })),
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const part = tie('expression');
  const flag = fc.boolean();
  const at = fc.constant(0);
  const node = <T extends Record<string, fc.Arbitrary<unknown>>>(shape: T) =>
    fc.record({ ...shape, from: at, to: at }) as unknown as fc.Arbitrary<Expression>;
  const parts = (kind: 'and' | 'or') => node({ kind: fc.constant(kind), parts: fc.array(part, { minLength: 2, maxLength: 3 }) });
  const within = fc.option(fc.record({ amount: decimal, percent: flag }));
  return {
    expression: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'rule' },
      node({ kind: fc.constant('attribute'), code }),
      node({ kind: fc.constant('text'), value: text }),
      node({ kind: fc.constant('number'), value: decimal }),
      node({ kind: fc.constant('negate'), of: part }),
      node({ kind: fc.constant('arithmetic'), operator: fc.constantFrom('+', '-', '*'), left: part, right: part }),
      node({
        kind: fc.constant('call'),
        name: fc.constantFrom('upper', 'unique', 'nonsense', 'date'),
        given: fc.array(part, { maxLength: 3 }),
      }),
      node({ kind: fc.constant('compare'), operator: fc.constantFrom(...COMPARISONS), left: part, right: part, within }),
      node({ kind: fc.constant('in'), of: part, list: fc.array(listValue, { minLength: 1, maxLength: 4 }), negated: flag }),
      node({ kind: fc.constant('in-code-list'), of: part, list: fc.constantFrom('valid', 'special'), negated: flag }),
      node({ kind: fc.constant('between'), of: part, low: part, high: part, negated: flag }),
      node({ kind: fc.constant('is'), of: part, what: fc.constantFrom(...KINDS_OF_VALUE), negated: flag }),
      node({ kind: fc.constant('not'), of: part }),
      parts('and'),
      parts('or'),
    ),
  };
});
const rule: fc.Arbitrary<RuleExpression> = fc.record({ condition: fc.option(expression), requirement: expression });

describe('the rule language', () => {
  it('reads what it prints as the same rule', () => {
    fc.assert(
      fc.property(rule, (given) => {
        const printed = printRule(given);
        fc.pre(printed.length <= 4_000);
        const parsed = parseRule(printed);
        if (!parsed.ok && parsed.problems.some(({ message }) => message.startsWith('Brackets') || message.startsWith('More than'))) return;
        expect(parsed.ok ? bare(parsed.rule) : parsed.problems, printed).toEqual(bare(given));
      }),
      propertyRuns(5_000),
    );
  }, 40_000);

  it('answers any text with a rule or a problem inside the text', () => {
    const word = fc.constantFrom(
      'if',
      'then',
      'A',
      "'x'",
      '"B c"',
      '(',
      ')',
      '=',
      '<=',
      '1',
      '2.5',
      'and',
      'or',
      'not',
      'in',
      'is',
      'blank',
      'between',
      'within',
      '%',
      ',',
      'upper',
      '+',
      '-',
      '*',
      'valid',
      'values',
      '#',
      "'",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 20 }).map((words) => words.join(' ')),
          fc.string({ unit: 'binary', maxLength: 60 }),
        ),
        (given) => {
          const parsed = parseRule(given);
          if (parsed.ok) expect(bare(parseRule(printRule(parsed.rule)))).toEqual({ ok: true, rule: bare(parsed.rule) });
          else
            for (const { from, to, message } of parsed.problems)
              expect(message !== '' && from >= 0 && from <= to && to <= given.length).toBe(true);
        },
      ),
      propertyRuns(5_000),
    );
  }, 40_000);
});
