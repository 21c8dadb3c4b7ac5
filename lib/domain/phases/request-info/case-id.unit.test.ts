import { describe, expect, it } from 'vitest';
import { caseId, recordOfCase } from './case-id';

describe('the record of a case', () => {
  it.each([
    ['AMOUNT', 'L-1'],
    ['AMOUNT', 'a/b\\c'],
    ['a/b', 'L-1'],
    ['a\\', 'L-1/2'],
    ['AMOUNT', ''],
  ])('is read from the id that %s and %s make', (code, record) => {
    expect(recordOfCase(caseId(code, record))).toBe(record);
  });

  it('is told by no id that holds its hash, and by none of another making', () => {
    expect(recordOfCase(caseId('AMOUNT', 'x'.repeat(2_000)))).toBeNull();
    expect(recordOfCase('AMOUNT')).toBeNull();
  });
});
