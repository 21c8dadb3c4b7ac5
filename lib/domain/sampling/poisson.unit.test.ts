import { describe, expect, it } from 'vitest';
import { monetarySampleSize, monetaryUpperBoundPercent, reliabilityFactorText } from './poisson';

function size(tolerablePercent: string, expectedPercent = '0', riskPercent = '5'): number | undefined {
  return monetarySampleSize({ riskPercent, tolerablePercent, expectedPercent })?.size;
}

describe('monetarySampleSize', () => {
  it('gives the published Poisson sizes at 5 % risk and nothing expected', () => {
    expect(['10', '5', '3', '2', '1'].map((tolerable) => size(tolerable))).toEqual([30, 60, 100, 150, 300]);
  });
  it('is the smallest with an expected rate too: one unit fewer misses the risk (floats, by another route)', () => {
    for (const [tolerable, expected] of [
      [5, 1],
      [3, 0.5],
      [10, 2],
      [4, 1.5],
    ] as const) {
      const found = monetarySampleSize({ riskPercent: '5', tolerablePercent: String(tolerable), expectedPercent: String(expected) });
      if (found === null) throw new Error('expected a size');
      const tail = (n: number) => {
        const mean = (n * tolerable) / 100;
        let term = Math.exp(-mean);
        let sum = term;
        for (let i = 1; i <= Math.ceil((n * expected * 10) / 1000); i++) sum += term *= mean / i;
        return sum;
      };
      expect(tail(found.size)).toBeLessThanOrEqual(0.05);
      for (let n = 1; n < found.size; n++) expect(tail(n)).toBeGreaterThan(0.05);
    }
  });
  it('refuses rates that make no sense', () => {
    expect(() => size('2', '3')).toThrow('below the tolerable rate');
    expect(size('1', '0.99')).toBeUndefined();
  });
});

describe('reliability factors', () => {
  it('are the published ones, rounded up', () => {
    expect([0, 1, 2, 3, 4].map((k) => reliabilityFactorText(k, '5'))).toEqual(['3.00', '4.75', '6.30', '7.76', '9.16']);
    expect([0, 1, 2, 3].map((k) => reliabilityFactorText(k, '10'))).toEqual(['2.31', '3.89', '5.33', '6.69']);
  });
  it('bound the misstated share of the value: factor ÷ size', () => {
    expect(monetaryUpperBoundPercent(60, 0, '5')).toBe('5.00');
    expect(monetaryUpperBoundPercent(100, 0, '5')).toBe('3.00');
    expect(monetaryUpperBoundPercent(100, 1, '5')).toBe('4.75');
    expect(monetaryUpperBoundPercent(2, 2, '5')).toBe('100.00');
    expect(() => monetaryUpperBoundPercent(5, 6, '5')).toThrow('No such result');
  });
});
