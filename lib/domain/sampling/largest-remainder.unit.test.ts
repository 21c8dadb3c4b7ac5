import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestRemainder } from './largest-remainder';

describe('largestRemainder', () => {
  it('gives whole parts first and what is left to the largest remainders, ties to the earlier', () => {
    expect(largestRemainder(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(largestRemainder(59, [50, 30, 20])).toEqual([29, 18, 12]);
    expect(largestRemainder(7, [0, 3, 4])).toEqual([0, 3, 4]);
    expect(() => largestRemainder(1, [0, 0])).toThrow('Nothing to share');
  });
  it('conserves the total and stays within one of every quota; exact where floats are not', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.array(fc.nat({ max: 2 ** 45 }), { minLength: 1, maxLength: 30 }), (total, weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        const shares = largestRemainder(total, weights);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
        const sum = weights.reduce((before, weight) => before + BigInt(weight), 0n);
        for (const [index, share] of shares.entries()) {
          const quota = BigInt(total) * BigInt(weights[index] ?? 0);
          const distance = BigInt(share) * sum - quota;
          expect(distance < sum && distance > -sum).toBe(true);
        }
      }),
    );
  });
});
