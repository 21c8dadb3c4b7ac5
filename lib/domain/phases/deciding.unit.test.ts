import { describe, expect, it } from 'vitest';
import type { ItemData } from '../item/json';
import { withChoices } from '../phase/with-choices';
import { phaseDefinition } from './registry';

const samples = phaseDefinition('sample-selection');
const scoping = phaseDefinition('scoping');
const planning = phaseDefinition('planning');

describe('a reason that is due', () => {
  const random: ItemData = {
    values: { A: { masked: true } },
    decision: 'exclude',
    decisionReason: '',
    origins: [{ source: 'rule', draw: '$draw/001', by: null }],
  };

  it('is wanted of a random sample that is excluded, until there is one', () => {
    expect(samples.reasonDue?.(random)).toBe(true);
    expect(samples.reasonDue?.({ ...random, decisionReason: 'Sold.' })).toBe(false);
    expect(samples.reasonDue?.({ ...random, decision: 'include' })).toBe(false);
    expect(samples.reasonDue?.({ ...random, origins: [{ source: 'tester', draw: '$draw/001', by: null }] })).toBe(false);
  });

  it('is wanted where a recommendation is not followed, and not of what is masked', () => {
    expect(
      ['decline', 'override', 'accept', null].map((decision) => scoping.reasonDue?.({ code: 'A', decision, decisionReason: ' ' })),
    ).toEqual([true, true, false, false]);
    expect(scoping.reasonDue?.({ decision: { masked: true }, decisionReason: '' })).toBe(false);
  });
});

describe('choices that fit', () => {
  const decision = scoping.fields.find((field) => field.preparerDecision);

  it('are the same for an item and for the filter that counts items', () => {
    const meets = (item: ItemData, choice: string): boolean =>
      (decision?.offeredTo?.(choice).all ?? []).every(
        ({ field, operator, values }) => values.includes(String(item[field])) === (operator === 'is'),
      );
    for (const recommendation of ['test', 'skip', 'key']) {
      const fitting = (decision?.choices ?? []).map(({ value }) => value).filter((choice) => meets({ recommendation }, choice));
      expect(fitting).toEqual(decision?.offered?.({ recommendation }));
    }
  });
});

describe('what long work came to', () => {
  it('is nothing without facts', () => {
    expect(planning.workOutcome?.(new Map(), 8)).toEqual([]);
    expect(samples.workOutcome?.(new Map(), 8)).toEqual([]);
  });
});

describe('choices of an installation', () => {
  const kindOf = (names: readonly string[]) => withChoices(samples, names).fields.find(({ name }) => name === 'lob');

  it('make a choice of the line of business where some are listed', () => {
    expect(kindOf(['Retail', 'Wholesale'])).toMatchObject({ kind: 'choice', choices: [{ value: 'Retail' }, { value: 'Wholesale' }] });
    expect(kindOf([])).toMatchObject({ kind: 'text' });
  });
});
