import { describe, expect, it } from 'vitest';
import type { RuleResult } from './rule-item';
import { ruleMeaning } from './rule-meaning';

function ran(failed: number, changes: Partial<RuleResult> = {}): RuleResult {
  return { status: 'ran', tested: 1_200, passed: 1_200 - failed, failed, message: '', population: 'p', ...changes };
}

describe('what a changed expression comes to', () => {
  it('is how many records it lets through, or finds more', () => {
    expect(ruleMeaning(ran(12), ran(9))).toBe('Lets 3 records through: 12 failed before, 9 fail now.');
    expect(ruleMeaning(ran(1), ran(0))).toBe('Lets 1 record through: 1 failed before, 0 fail now.');
    expect(ruleMeaning(ran(0), ran(1_012))).toBe('Finds 1,012 more: 0 failed before, 1,012 fail now.');
  });

  it('is said where nothing moved, with the records it is tested on where those did', () => {
    expect(ruleMeaning(ran(0), ran(0))).toBe('Finds none, as before.');
    expect(ruleMeaning(ran(2), ran(2, { tested: 900 }))).toBe(
      'Finds the same number as before: 2 records, of 900 it tests; before, of 1,200.',
    );
  });

  it('does not take other data, or a run that is missing, for the rule', () => {
    expect(ruleMeaning(ran(12), ran(9, { population: 'q' }))).toBe('On other data than before: 12 failed before, 9 fail now.');
    expect(ruleMeaning(ran(12), null)).toBe('It was not run as it stands: what it finds is not known.');
    expect(ruleMeaning(null, ran(9))).toBe('It finds 9 records; before, it found none, because it did not run.');
    expect(ruleMeaning(ran(1), ran(0, { status: 'cannot-run', message: 'There is no column A.' }))).toBe(
      'It cannot run: There is no column A.',
    );
    expect(ruleMeaning(ran(1), ran(0, { status: 'misread', tested: 9, message: 'It is satisfied by no record.' }))).toBe(
      'It is satisfied by no record.',
    );
  });
});
