import { describe, expect, it } from 'vitest';
import { remembered } from './remembered';

describe('remembered', () => {
  it('computes each answer once, and tells arguments apart', () => {
    const asked: string[] = [];
    const joined = remembered((word: string, count: number) => (asked.push(word), word.repeat(count)));
    expect([joined('a', 1), joined('a', 2), joined('a', 1), joined('b', 1)]).toEqual(['a', 'aa', 'a', 'b']);
    expect(asked).toEqual(['a', 'a', 'b']);
  });

  it('keeps an answer of 0, and nothing of what fails', () => {
    let asked = 0;
    const zero = remembered((_: string) => ((asked += 1), 0));
    expect([zero('a'), zero('a'), asked]).toEqual([0, 0, 1]);
    const failing = remembered((word: string): number => {
      throw new RangeError(word);
    });
    expect(() => failing('no date')).toThrow(RangeError);
    expect(() => failing('no date')).toThrow(RangeError);
  });

  it('answers the same however much was asked between', () => {
    const square = remembered((n: number) => n * n);
    const first = square(7);
    for (let n = 0; n < 20_000; n += 1) square(n);
    expect(square(7)).toBe(first);
  });
});
