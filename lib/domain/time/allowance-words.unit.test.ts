import { describe, expect, it } from 'vitest';
import { allowanceWords, hoursWords, isShortTerm } from './allowance-words';

describe('an allowance in words', () => {
  it('is whole working days where it is some, and seconds only where it is none of minutes', () => {
    expect([480, 960, 90, 1, 0.5, 100 / 60, 0].map(allowanceWords)).toEqual([
      '1 working day',
      '2 working days',
      '1 h 30 min of work',
      '1 min of work',
      '30 s of work',
      '100 s of work',
      '0 working days',
    ]);
    expect([450.4, 12.5].map(hoursWords)).toEqual(['7 h 30 min', '13 min']);
  });

  it('is short where it is no whole number of hours', () => {
    expect([1, 16, 0.5, 1.5].map(isShortTerm)).toEqual([false, false, true, true]);
  });
});
