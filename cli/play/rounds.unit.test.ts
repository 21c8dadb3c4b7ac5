import { describe, expect, it } from 'vitest';
import { checkRule } from '#domain/rules/check-rule';
import { parseRule } from '#domain/rules/parse-rule';
import type { RuleAttribute } from '#domain/rules/rule-expression';
import { evaluateRule } from '../../test/oracles/evaluate-rule';
import { loosened } from './rounds';

const ATTRIBUTES: readonly RuleAttribute[] = [{ code: 'PURPOSE', type: 'code', format: '', validValues: ['1', '2'], specialValues: [] }];

describe('a loosened rule', () => {
  it.each(['if PURPOSE is not blank then PURPOSE in valid values', "PURPOSE in ('1', '2')"])(
    'lets one more value through and nothing else: %s',
    (strict) => {
      const outcome = (expression: string, value: string) => {
        const parsed = parseRule(expression);
        if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
        expect(checkRule(parsed.rule, ATTRIBUTES)).toEqual([]);
        return evaluateRule(parsed.rule, () => value, ATTRIBUTES);
      };
      expect(['1', '3', '4'].map((value) => outcome(strict, value))).toEqual(['passed', 'failed', 'failed']);
      expect(['1', '3', '4'].map((value) => outcome(loosened(strict, '3'), value))).toEqual(['passed', 'passed', 'failed']);
    },
  );
});
