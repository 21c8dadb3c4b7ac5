import { describe, expect, it } from 'vitest';
import { median, percentile, sideBySide } from './measurement';

describe('bench figures', () => {
  it('takes the middle, not the mean', () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([4, 1, 100, 2])).toBe(3);
  });

  it('takes the value that 95 of 100 do not pass', () => {
    expect(percentile(95)(Array.from({ length: 40 }, (_, index) => 40 - index))).toBe(38);
    expect(percentile(95)([7])).toBe(7);
  });

  it('measures ours and floor in turns', async () => {
    const order: string[] = [];
    const measured = await sideBySide(
      2,
      async (round) => (order.push(`ours ${round}`), 3),
      async (round) => (order.push(`floor ${round}`), 2),
    );
    expect(order).toEqual(['floor 0', 'ours 0', 'floor 1', 'ours 1']);
    expect(measured).toEqual({ ours: 3, floor: 2 });
  });
});
