import { describe, expect, it } from 'vitest';
import { fileTimesOfPlaywright, fileTimesOfVitest, slowestLines } from './slowest';

describe('the slowest files', () => {
  it('are ten at most, slowest first', () => {
    const lines = slowestLines(Array.from({ length: 12 }, (_, n) => ({ file: `f${n}`, seconds: n })));
    expect(lines).toHaveLength(11);
    expect(lines.slice(0, 2)).toEqual(['slowest files', '   11.0 s  f11']);
    expect(slowestLines([])).toEqual([]);
  });

  it('take from vitest how long a file ran, named from the root', () => {
    expect(fileTimesOfVitest({ testResults: [{ name: '/root/lib/a.unit.test.ts', startTime: 1_000, endTime: 3_500 }] }, '/root')).toEqual([
      { file: 'lib/a.unit.test.ts', seconds: 2.5 },
    ]);
  });

  it('take from Playwright the tests of a file, those within groups too', () => {
    const spec = (duration: number) => ({ tests: [{ results: [{ duration }] }] });
    const group = { file: 'a.spec.ts', specs: [spec(500)] };
    expect(fileTimesOfPlaywright({ suites: [{ file: 'a.spec.ts', specs: [spec(1_000)], suites: [group] }] }, 'e2e')).toEqual([
      { file: 'e2e/a.spec.ts', seconds: 1.5 },
    ]);
  });
});
