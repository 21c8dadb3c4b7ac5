import { describe, expect, it } from 'vitest';
import { foldedCount, isAfterContext, isContext, type Stretch } from './diff-folding';

const shownOf = (stretch: Stretch, context: number) =>
  Array.from({ length: stretch.size }, (_, index) => index + 1).filter((place) => isContext(stretch, place, context));

describe('folding what lies between changes', () => {
  it('keeps context on the sides where a change stands, and folds the rest', () => {
    const between = { size: 10, follows: true, precedes: true };
    expect(shownOf(between, 3)).toEqual([1, 2, 3, 8, 9, 10]);
    expect(foldedCount(between, 3)).toBe(4);
    expect(shownOf({ ...between, follows: false }, 3)).toEqual([8, 9, 10]);
    expect(shownOf({ ...between, precedes: false }, 3)).toEqual([1, 2, 3]);
  });

  it('folds nothing of a stretch that is all context, and counts no row twice', () => {
    for (let size = 0; size <= 12; size += 1) {
      for (let context = 0; context <= 6; context += 1) {
        for (const follows of [true, false]) {
          for (const precedes of [true, false]) {
            const stretch = { size, follows, precedes };
            expect(shownOf(stretch, context).length + foldedCount(stretch, context)).toBe(size);
          }
        }
      }
    }
  });

  it('puts the context of the change before in front of the fold', () => {
    const between = { size: 10, follows: true, precedes: true };
    expect([3, 4, 8].map((place) => isAfterContext(between, place, 3))).toEqual([true, false, false]);
  });
});
