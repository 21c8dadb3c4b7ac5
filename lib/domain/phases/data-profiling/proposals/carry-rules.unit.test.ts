import { describe, expect, it } from 'vitest';
import type { ProfiledAttribute } from '../../../rules/rule-attribute';
import type { Rule } from '../rule-item';
import { carryRules } from './carry-rules';
import { newRule } from './new-rule';
import { proposeFromDictionary } from './propose-from-dictionary';

function attribute(code: string, changes: Partial<ProfiledAttribute> = {}): ProfiledAttribute {
  const lists = { validValues: ['1', '2'], specialValues: [], exhaustive: true };
  const rest = { column: code, type: 'integer', format: '', requirement: null, keyOrder: null, confidential: false } as const;
  return { code, name: code, ...lists, ...rest, ...changes };
}

const BEFORE = [attribute('PURPOSE'), attribute('STATE')];
const proposed = (attributes: readonly ProfiledAttribute[]): Rule[] =>
  proposeFromDictionary(attributes).map((proposal) => ({
    ...newRule(proposal, attributes),
    decision: 'include',
    decisionReason: 'As last year',
  }));
const own: Rule = {
  ...newRule(
    {
      ...(proposeFromDictionary(BEFORE)[0] as NonNullable<ReturnType<typeof proposeFromDictionary>[number]>),
      code: 'OWN',
      expression: 'PURPOSE > 0',
      source: 'tester',
    },
    BEFORE,
  ),
  ...{ decision: 'exclude', decisionReason: 'Too loose', turnedDownBy: 'someone', turnedDownReason: 'No', answer: 'Yes' },
};

describe('rules of an earlier cycle', () => {
  it('come undecided and not run, with the words that explained the decision, and without what passed between people', () => {
    const { rules, carried, left } = carryRules({ rules: [own, ...proposed(BEFORE)], before: BEFORE, now: BEFORE });
    expect(left).toEqual([]);
    expect(carried).toHaveLength(rules.length);
    expect(rules[0]).toMatchObject({
      code: 'OWN',
      decision: null,
      decisionReason: 'Too loose',
      turnedDownBy: null,
      turnedDownReason: '',
      answer: '',
      result: null,
    });
    expect(rules.every(({ decision }) => decision === null)).toBe(true);
  });

  it('follow a newer dictionary where it proposed them, and stay where people worded them otherwise', () => {
    const now = [attribute('PURPOSE', { type: 'decimal' }), attribute('STATE')];
    const reworded = proposed(BEFORE).map((rule) =>
      rule.code === 'STATE.valid-values' ? { ...rule, expression: 'STATE in (1, 2, 9)' } : rule,
    );
    const { rules, carried, left } = carryRules({ rules: reworded, before: BEFORE, now });
    const why = 'The dictionary is newer: its rule is proposed as it reads now.';
    expect(left).toEqual([{ key: 'PURPOSE.type', name: 'PURPOSE is a whole number', why }]);
    expect(carried).not.toContain('PURPOSE.type');
    expect(rules.find(({ code }) => code === 'PURPOSE.type')).toMatchObject({ decision: null, decisionReason: '' });
    expect(rules.find(({ code }) => code === 'STATE.valid-values')?.expression).toBe('STATE in (1, 2, 9)');
  });

  it('stay behind where an attribute is gone or the dictionary gives rise to them no more, and new proposals come', () => {
    const now = [attribute('PURPOSE', { exhaustive: false, validValues: [] }), attribute('CITY')];
    const { rules, left } = carryRules({ rules: [own, ...proposed(BEFORE)], before: BEFORE, now });
    const why = new Map(left.map((one) => [one.key, one.why]));
    expect(why.get('STATE.valid-values')).toBe('STATE is no longer among the report’s attributes.');
    expect(why.get('PURPOSE.valid-values')).toBe('The dictionary of this cycle no longer gives rise to it.');
    const codes = rules.map(({ code }) => code);
    expect(codes).toContain('OWN');
    expect(codes).toContain('CITY.valid-values');
    expect(new Set(codes).size).toBe(codes.length);
  });
});
