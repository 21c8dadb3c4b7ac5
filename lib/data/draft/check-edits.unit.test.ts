import { describe, expect, it } from 'vitest';
import type { ItemData } from '#domain/item/json';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import { phaseDefinition } from '#domain/phases/registry';
import { checkEdits } from './check-edits';

const RULE: Rule = {
  code: 'R1',
  name: 'Amount',
  attribute: 'AMOUNT',
  attributes: ['AMOUNT'],
  dimension: 'validity',
  severity: 'high',
  expression: 'AMOUNT > 5',
  rationale: '',
  source: 'data',
  sourceDetail: 'seen',
  decision: 'include',
  decisionReason: '',
  problem: null,
  result: null,
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
const profiling = phaseDefinition('data-profiling');

function edit(known: Rule, data: Rule): void {
  checkEdits(profiling, new Map<string, ItemData>([['R1', known]]), [{ key: 'R1', op: 'put', data }]);
}

describe('checkEdits', () => {
  it('takes an undo, whose row says what was derived before', () => {
    const now = { ...RULE, expression: 'AMOUNT > FEE', attributes: ['AMOUNT', 'FEE'] };
    const result = { status: 'ran' as const, tested: 2, passed: 1, failed: 1, message: '', population: 'p' };
    expect(() => edit(now, { ...RULE, result })).not.toThrow();
  });

  it('lets nobody write where a rule came from or who turned it down', () => {
    expect(() => edit(RULE, { ...RULE, source: 'tester' })).toThrow('source cannot be edited');
    expect(() => edit(RULE, { ...RULE, problem: 'none' })).toThrow('problem cannot be edited');
    expect(() => edit(RULE, { ...RULE, turnedDownBy: 'me@example.org' })).toThrow('turnedDownBy cannot be edited');
  });
});
