import { describe, expect, it } from 'vitest';
import { judged, median, percentile, sideBySide } from './measurement';

describe('bench figures', () => {
  it('takes the middle, not the mean', () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([4, 1, 100, 2])).toBe(3);
  });

  it('takes the value that 95 of 100 do not pass', () => {
    expect(percentile(95)(Array.from({ length: 40 }, (_, index) => 40 - index))).toBe(38);
    expect(percentile(95)([7])).toBe(7);
  });

  it('judges a line by its ratio, or by its value where nothing was measured beside it', () => {
    expect(judged({ name: 'x', ours: 30, floor: 20, goal: 1.5, unit: 'ms' })).toEqual({ ratio: 1.5, met: true });
    expect(judged({ name: 'x', ours: 31, floor: 20, goal: 1.5, unit: 'ms' }).met).toBe(false);
    expect(judged({ name: 'x', ours: 49, floor: null, goal: 50, unit: 'ms' })).toEqual({ ratio: 49, met: true });
  });

  it('judges a rate by the least that will do', () => {
    expect(judged({ name: 'x', ours: 70, floor: 100, goal: 0.7, unit: 'a second' }).met).toBe(true);
    expect(judged({ name: 'x', ours: 69, floor: 100, goal: 0.7, unit: 'a second' }).met).toBe(false);
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
