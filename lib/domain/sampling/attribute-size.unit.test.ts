import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeSampleSize } from './attribute-size';

const EXPECTED_AT_5 = ['0', '0.5', '1', '1.5', '2', '3'];
const AT_5: Record<string, (number | null)[]> = {
  '2': [149, 313, 590],
  '3': [99, 157, 257, 392, 846],
  '4': [74, 117, 156, 192, 294, 1098],
  '5': [59, 93, 93, 124, 181, 361],
  '6': [49, 78, 78, 103, 127, 195],
  '7': [42, 66, 66, 66, 88, 129],
  '8': [36, 58, 58, 58, 77, 95],
  '9': [32, 51, 51, 51, 68, 84],
  '10': [29, 46, 46, 46, 46, 61],
  '15': [19, 30, 30, 30, 30, 30],
  '20': [14, 22, 22, 22, 22, 22],
};
const AT_10: Record<string, [number, number]> = {
  '5': [45, 77],
  '6': [38, 64],
  '7': [32, 55],
  '8': [28, 48],
  '9': [25, 42],
  '10': [22, 38],
  '15': [15, 25],
  '20': [11, 18],
};

function size(riskPercent: string, tolerablePercent: string, expectedPercent: string): number | undefined {
  return attributeSampleSize({ riskPercent, tolerablePercent, expectedPercent })?.size;
}

describe('attributeSampleSize', () => {
  for (const [tolerable, sizes] of Object.entries(AT_5))
    it(`gives the AICPA table at 5 % risk, tolerable ${tolerable} %`, () => {
      expect(sizes.map((_, i) => size('5', tolerable, EXPECTED_AT_5[i] ?? ''))).toEqual(sizes);
    });

  for (const [tolerable, sizes] of Object.entries(AT_10))
    it(`gives the AICPA table at 10 % risk, tolerable ${tolerable} %`, () => {
      expect([size('10', tolerable, '0'), size('10', tolerable, '1')]).toEqual(sizes);
    });

  it('gives 400, where floats give 423, for tolerable 5 %, expected 3.5 % at 10 % risk', () => {
    expect(attributeSampleSize({ riskPercent: '10', tolerablePercent: '5', expectedPercent: '3.5' })).toEqual({
      size: 400,
      acceptable: 14,
    });
  });

  it('says so where no reasonable size exists, and refuses rates that make no sense', () => {
    expect(attributeSampleSize({ riskPercent: '5', tolerablePercent: '2', expectedPercent: '1.9' })).toBeNull();
    expect(() => size('5', '2', '2')).toThrow('below the tolerable rate');
    expect(() => size('0', '2', '0')).toThrow('risk');
    expect(() => size('5', '100', '0')).toThrow('tolerable rate');
    expect(() => size('5', '-1', '0')).toThrow('Not a percentage');
    expect(() => size('5', '1e1', '0')).toThrow('Not a percentage');
  });

  it('is the smallest: one record fewer misses the risk (checked by another route)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 30 }), fc.integer({ min: 0, max: 2 }), (tolerable, expected) => {
        const found = attributeSampleSize({ riskPercent: '5', tolerablePercent: String(tolerable), expectedPercent: String(expected) });
        if (found === null) throw new Error('expected a size');
        const tail = (n: number) => {
          const k = Math.ceil((n * expected) / 100);
          let term = (1 - tolerable / 100) ** n;
          let sum = term;
          for (let i = 1; i <= k; i++) {
            term *= ((n - i + 1) / i) * (tolerable / (100 - tolerable));
            sum += term;
          }
          return sum;
        };
        expect(tail(found.size)).toBeLessThanOrEqual(0.05 + 1e-9);
        for (let n = 1; n < found.size; n++) expect(tail(n)).toBeGreaterThan(0.05 - 1e-9);
      }),
      { numRuns: 40 },
    );
  });
});
