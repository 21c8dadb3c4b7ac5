import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upperBoundPercent } from './upper-bound';

describe('upperBoundPercent', () => {
  it('agrees with the closed form where nothing failed: 1 − risk^(1/n)', () => {
    expect(upperBoundPercent(59, 0, '5')).toBe('4.96');
    expect(upperBoundPercent(100, 0, '5')).toBe('2.96');
    expect(upperBoundPercent(22, 0, '10')).toBe('9.94');
  });

  it('gives published exact bounds, rounded up', () => {
    expect(upperBoundPercent(10, 1, '5')).toBe('39.42');
    expect(upperBoundPercent(20, 2, '5')).toBe('28.27');
    expect(upperBoundPercent(30, 30, '5')).toBe('100.00');
  });

  it('falls with more records and rises with more deviations', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 120 }), fc.nat({ max: 20 }), (n, k) => {
        const failed = Math.min(k, n - 1);
        const bound = Number(upperBoundPercent(n, failed, '5'));
        expect(bound).toBeGreaterThan((100 * failed) / n);
        expect(Number(upperBoundPercent(n + 10, failed, '5'))).toBeLessThan(bound);
        expect(Number(upperBoundPercent(n, failed + 1, '5'))).toBeGreaterThan(bound);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses results that cannot be', () => {
    expect(() => upperBoundPercent(0, 0, '5')).toThrow('No such result');
    expect(() => upperBoundPercent(5, 6, '5')).toThrow('No such result');
  });
});
