import type { TestKind } from './kinds';

/** How many tests of one kind passed, failed and were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const EMPTY_TALLY: Tally = { passed: 0, failed: 0, skipped: 0 };

export function addTallies(...tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    EMPTY_TALLY,
  );
}

/** The last line of every test run; scripts read it, so its wording is fixed. */
export function tallyLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
}

export function kindLine(kind: TestKind, tally: Tally, seconds: number): string {
  return `${kind.padEnd(9)}${tallyLine(tally)} (${seconds.toFixed(1)} s)`;
}

/** A run in which nothing ran is a failure: an empty suite must not look like a healthy one. */
export function exitCode(tally: Tally): number {
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

/**
 * Counts of a vitest JSON report. A file that failed to load has no tests of its own, and a run may fail outside any
 * test; each of those counts as one failure.
 */
export function tallyOfVitest(report: VitestReport): Tally {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !report.success && report.numTotalTests > 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export interface VitestReport {
  success: boolean;
  numTotalTests: number;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Counts of a Playwright JSON report; flaky means failed once and passed on retry, which is not passing here. */
export function tallyOfPlaywright(report: PlaywrightReport): Tally {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const tally = { passed: expected, failed: unexpected + flaky, skipped };
  return tally.failed === 0 && report.errors.length > 0 ? { ...tally, failed: 1 } : tally;
}

export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}
