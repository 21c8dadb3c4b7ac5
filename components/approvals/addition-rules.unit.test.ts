import { describe, expect, it } from 'vitest';
import { additionsOf, problemOf } from './addition-rules';

const FINE = { by: 'filter', ready: true, wanted: 20, available: 20, missing: 0, reason: 'Too few multifamily loans.' } as const;
const FILTER = { all: [{ field: 'values.COUNTY', operator: 'is', values: ['031'] }] } as const;

describe('asking for additional records', () => {
  it('is possible up to what can be taken, and refused beyond', () => {
    expect(problemOf(FINE)).toBeNull();
    expect(problemOf({ ...FINE, wanted: 21 })).toBe('Only 20 can be taken; ask for no more than that.');
  });

  it('waits for the count, and wants a whole number, a reason and known keys', () => {
    expect(problemOf({ ...FINE, available: null })).toContain('still being counted');
    expect(problemOf({ ...FINE, wanted: 1.5 })).toBe('Ask for at least one.');
    expect(problemOf({ ...FINE, reason: '  ' })).toBe('Give a reason.');
    expect(problemOf({ ...FINE, by: 'key', missing: 1 })).toContain('not in the population');
    expect(problemOf({ ...FINE, ready: false })).toBe('Add at least one condition.');
  });

  it('makes one addition a key, or one with a count for a filter', () => {
    const reason = 'Named in the last examination.';
    expect(additionsOf({ by: 'key', filter: { all: [] }, keys: ['A', 'B'], wanted: 2, reason, words: '' })).toMatchObject([
      { itemKey: 'A', words: 'A', reason },
      { itemKey: 'B', words: 'B', reason },
    ]);
    expect(additionsOf({ by: 'filter', filter: FILTER, keys: [], wanted: 20, reason, words: 'County is 031' })).toMatchObject([
      { filter: FILTER, count: 20, words: '20 more where County is 031' },
    ]);
  });
});
