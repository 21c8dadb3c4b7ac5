import { describe, expect, it } from 'vitest';
import { addTallies, exitCode, kindLine, tallyLine, tallyOfPlaywright, tallyOfVitest } from './tally';

const report = {
  success: true,
  numTotalTests: 3,
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [],
};

describe('the counts of a test run', () => {
  it('ends with the line that scripts read', () => {
    expect(tallyLine(addTallies({ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 1, skipped: 0 }))).toBe(
      '4 passed, 1 failed, 2 skipped',
    );
  });

  it('names the kind before its counts', () => {
    expect(kindLine('unit', { passed: 4, failed: 0, skipped: 0 }, 1.26)).toBe('unit     4 passed, 0 failed, 0 skipped (1.3 s)');
  });

  it('fails when anything failed and when nothing ran', () => {
    expect(exitCode({ passed: 5, failed: 1, skipped: 0 })).toBe(1);
    expect(exitCode({ passed: 0, failed: 0, skipped: 4 })).toBe(1);
    expect(exitCode({ passed: 1, failed: 0, skipped: 0 })).toBe(0);
  });

  it('counts a file that could not be loaded as a failure', () => {
    const broken = { ...report, success: false, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(tallyOfVitest(broken)).toEqual({ passed: 2, failed: 1, skipped: 1 });
    expect(tallyOfVitest(report)).toEqual({ passed: 2, failed: 0, skipped: 1 });
  });

  it('counts a test that passed only when tried again as failed', () => {
    expect(tallyOfPlaywright({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 }, errors: [] }).failed).toBe(1);
  });

  it('counts a browser run that broke outside any test as failed', () => {
    expect(tallyOfPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: ['no browser'] }).failed).toBe(1);
  });
});
