import { expect } from 'vitest';
import { type Answer, attributeOf, failuresOf, faultsOf } from './field-case';

/** What rules make of values at the edge. */
export const RULE_ANSWERS: Readonly<Record<string, Answer>> = {
  'names-odd': async (given) => {
    const outcome = await given.imported();
    expect(new Set(outcome.attributes.map((attribute) => attribute.code)).size).toBe(8);
    const each = Object.fromEntries(outcome.attributes.map(({ code }) => [`each ${code}`, `"${code}" is not blank`]));
    const results = await given.rules(outcome, each);
    expect(failuresOf(results, 'N1')).toEqual({ N1: '1 of 2' });
    for (const [code, { status, failed }] of results)
      expect({ code, status, failed }).toEqual({ code, status: 'ran', failed: code === 'N1' ? 1 : 0 });
  },

  'open-end-dates': async (given) => {
    const outcome = await given.imported();
    expect(outcome.faults.total).toBe(0);
    expect(failuresOf(await given.rules(outcome), 'R1', 'R2', 'R3', 'R4')).toEqual({
      R1: '4 of 5',
      R2: '0 of 5',
      R3: '0 of 5',
      R4: '0 of 5',
    });
  },

  'rule-null-sum': async (given) => {
    const outcome = await given.imported();
    expect(attributeOf(outcome, 'A').specialValues).toEqual(['NA']);
    expect(failuresOf(await given.rules(outcome), 'R1', 'R2', 'R3', 'R4')).toEqual({
      R1: '4 of 6',
      R2: '2 of 4',
      R3: '2 of 6',
      R4: '2 of 6',
    });
  },

  'rule-regex': async (given) => {
    const results = await given.rules(await given.imported());
    expect(failuresOf(results, 'R1', 'R2', 'R3')).toEqual({ R1: '6 of 7', R2: '5 of 6', R3: '3 of 7' });
    expect(results.get('R4')).toMatchObject({ status: 'cannot-run' });
    expect(results.get('R4')?.message).toContain('^');
  },

  'rule-unique-null': async (given) => {
    expect(failuresOf(await given.rules(await given.imported()), 'R1', 'R2', 'R3')).toEqual({ R1: '4 of 8', R2: '4 of 8', R3: '2 of 4' });
  },

  'unicode-nfc': async (given) => {
    const outcome = await given.imported();
    expect(faultsOf(outcome)).toHaveLength(2);
    expect(failuresOf(await given.rules(outcome), 'R1', 'R2', 'R3')).toEqual({ R1: '2 of 3', R2: '1 of 3', R3: '0 of 3' });
  },
};
