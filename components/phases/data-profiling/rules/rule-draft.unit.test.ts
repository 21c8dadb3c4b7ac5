import { describe, expect, it } from 'vitest';
import { ruleSchema } from '#domain/phases/data-profiling/rule-item';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { EMPTY_RULE, markedParts, newRuleRow, problemsOf, saveBlocked, suggestions, wordBefore } from './rule-draft';

const ATTRIBUTES: ProfiledAttribute[] = ['LOAN_AMOUNT', 'LOAN_TYPE', 'in'].map((code) => ({
  code,
  name: code,
  column: code,
  type: 'integer',
  format: '',
  requirement: null,
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  confidential: false,
}));

describe('the rule editor', () => {
  it('marks each fault at its place', () => {
    const text = 'LOAN_AMONT > 5 and LOAN_TYPE = NOPE';
    expect(markedParts(text, problemsOf(text, ATTRIBUTES))).toEqual([
      { text: 'LOAN_AMONT', faulty: true },
      { text: ' > 5 and LOAN_TYPE = ', faulty: false },
      { text: 'NOPE', faulty: true },
    ]);
    expect(markedParts('A >', problemsOf('A >', ATTRIBUTES))).toEqual([
      { text: 'A >', faulty: false },
      { text: '\u00a0', faulty: true },
    ]);
    expect(problemsOf('  ', ATTRIBUTES)).toEqual([]);
  });

  it('offers what may be meant, quoted where the language needs it', () => {
    expect(wordBefore('if LOAN', 7)).toBe('LOAN');
    expect(suggestions('loan', ATTRIBUTES).map(({ insert }) => insert)).toEqual(['LOAN_AMOUNT', 'LOAN_TYPE']);
    expect(suggestions('amount', ATTRIBUTES).map(({ insert }) => insert)).toEqual(['LOAN_AMOUNT']);
    expect(suggestions('subs', ATTRIBUTES).map(({ insert }) => insert)).toEqual(['substring(']);
    expect(suggestions('', ATTRIBUTES)).toEqual([]);
  });

  it('says why a rule cannot be added, and adds one that is whole', () => {
    const draft = { ...EMPTY_RULE, code: ' R1 ', name: 'Large', expression: 'LOAN_AMOUNT < 5' };
    expect(saveBlocked({ ...draft, code: '' }, new Set(), true)).toBe('Give the rule a code.');
    expect(saveBlocked(draft, new Set(['R1']), true)).toBe('There is a rule R1 already.');
    expect(saveBlocked(draft, new Set(), true)).toBeNull();
    const row = newRuleRow(draft);
    expect(row.key).toBe('R1');
    expect(ruleSchema.parse(row.data)).toMatchObject({ attributes: ['LOAN_AMOUNT'], source: 'tester', result: null });
  });
});
