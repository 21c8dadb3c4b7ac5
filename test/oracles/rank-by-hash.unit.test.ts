import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes } from './compare-bytes';
import { rankByHash } from './rank-by-hash';

describe('rankByHash', () => {
  const record = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(fc.uniqueArray(record, { maxLength: 40 }), fc.string(), (keys, seed) => {
        const records = keys.map((key) => ({ key, keyTexts: [key] }));
        const ranked = rankByHash(seed, records);
        expect(rankByHash(seed, [...records].reverse())).toEqual(ranked);
        expect(ranked.map((r) => r.key).sort(compareBytes)).toEqual([...keys].sort(compareBytes));
      }),
    );
  });

  it('breaks ties by key', () => {
    expect(
      rankByHash('s', [
        { key: 'b', keyTexts: ['x'] },
        { key: 'a', keyTexts: ['x'] },
      ]).map((r) => r.key),
    ).toEqual(['a', 'b']);
  });
});
