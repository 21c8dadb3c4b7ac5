import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { parseRule } from './parse-rule';
import { ruleDifference } from './rule-difference';
import type { Expression, RuleExpression } from './rule-expression';

const NUMBERS = [0, 1, 2, 3] as const;
const ATTRIBUTES = ['A', 'B', 'C'] as const;

const attribute = fc.constantFrom(...ATTRIBUTES);
const number = fc.constantFrom(...NUMBERS);
const atom = fc.oneof(
  fc.tuple(attribute, fc.constantFrom('<', '<=', '>', '>=', '='), number).map((parts) => parts.join(' ')),
  fc.tuple(attribute, number, number).map(([of, low, high]) => `${of} between ${low} and ${high}`),
  fc
    .tuple(attribute, fc.boolean(), fc.uniqueArray(number, { minLength: 1 }))
    .map(([of, not, list]) => `${of} ${not ? 'not ' : ''}in (${list.join(', ')})`),
  fc.tuple(attribute, number).map(([of, at]) => `not ${of} > ${at}`),
);
const side = fc
  .tuple(fc.constantFrom(' and ', ' or '), fc.array(atom, { minLength: 1, maxLength: 3 }))
  .map(([by, parts]) => parts.join(by));
const rule = fc
  .tuple(fc.option(side), side)
  .map(([condition, requirement]) => read(condition === null ? requirement : `if ${condition} then ${requirement}`));

function read(text: string): RuleExpression {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.rule;
}

type Values = Readonly<Record<string, number>>;
const RECORDS: readonly Values[] = NUMBERS.flatMap((A) => NUMBERS.flatMap((B) => NUMBERS.map((C) => ({ A, B, C }))));

function value(expression: Expression, record: Values): number {
  return expression.kind === 'attribute' ? (record[expression.code] ?? NaN) : expression.kind === 'number' ? Number(expression.value) : NaN;
}

function holds(expression: Expression, record: Values): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.parts.every((part) => holds(part, record));
    case 'or':
      return expression.parts.some((part) => holds(part, record));
    case 'not':
      return !holds(expression.of, record);
    case 'in':
      return expression.list.some((each) => Number(each.value) === value(expression.of, record)) !== expression.negated;
    case 'between':
      return (
        value(expression.low, record) <= value(expression.of, record) && value(expression.of, record) <= value(expression.high, record)
      );
    case 'compare': {
      const [left, right] = [value(expression.left, record), value(expression.right, record)];
      return { '=': left === right, '!=': left !== right, '<': left < right, '<=': left <= right, '>': left > right, '>=': left >= right }[
        expression.operator
      ];
    }
    default:
      throw new Error(`These rules hold no ${expression.kind}.`);
  }
}

function failing({ condition, requirement }: RuleExpression): Values[] {
  return RECORDS.filter((record) => (condition === null || holds(condition, record)) && !holds(requirement, record));
}

describe('two rules by their parts', () => {
  it('never call a change looser by which a record fails that did not, nor stricter by which one passes', () => {
    fc.assert(
      fc.property(rule, rule, (before, after) => {
        const changed = ruleDifference(before, after).filter((part) => part.before !== part.after);
        const [was, is] = [failing(before), failing(after)];
        if (changed.every(({ effect }) => effect === 'looser')) expect(was).toEqual(expect.arrayContaining(is));
        if (changed.every(({ effect }) => effect === 'stricter')) expect(is).toEqual(expect.arrayContaining(was));
      }),
      propertyRuns(3_000),
    );
  }, 40_000);

  it('name one part where one was added, and none where nothing was', () => {
    fc.assert(
      fc.property(atom, fc.array(atom, { minLength: 1, maxLength: 3 }), fc.constantFrom(' and ', ' or '), (more, parts, by) => {
        const before = read(`if A < 3 then ${parts.join(by)}`);
        const added = ruleDifference(before, read(`if A < 3 then ${[...parts, more].join(by)}`)).filter(
          (part) => part.before !== part.after,
        );
        expect(added).toMatchObject([{ side: 'requirement', before: null, effect: by === ' and ' ? 'stricter' : 'looser' }]);
        expect(ruleDifference(before, before).every((part) => part.before === part.after)).toBe(true);
      }),
      propertyRuns(1_000),
    );
  }, 40_000);
});
