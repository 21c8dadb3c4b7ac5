import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SHARES, mixSizes, sharesProblem, takeInTurn } from './mix';

describe('mixSizes', () => {
  it('are whole counts by largest remainder', () => {
    expect(mixSizes(50, DEFAULT_SHARES)).toEqual({ clean: 15, anomaly: 25, boundary: 10 });
    expect(mixSizes(59, DEFAULT_SHARES)).toEqual({ clean: 18, anomaly: 29, boundary: 12 });
    expect(mixSizes(1, DEFAULT_SHARES)).toEqual({ clean: 0, anomaly: 1, boundary: 0 });
  });
  it('add up for every size', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), fc.nat({ max: 100 }), fc.nat({ max: 100 }), (size, a, b) => {
        const clean = Math.min(a, b);
        const shares = { clean, anomaly: Math.max(a, b) - clean, boundary: 100 - Math.max(a, b) };
        expect(sharesProblem(shares)).toBeNull();
        const sizes = mixSizes(size, shares);
        expect(sizes.clean + sizes.anomaly + sizes.boundary).toBe(size);
      }),
    );
  });
  it('need shares of 100 %', () => {
    expect(sharesProblem({ clean: 30, anomaly: 30, boundary: 30 })).toContain('90 %');
    expect(sharesProblem({ clean: 30.5, anomaly: 49.5, boundary: 20 })).toContain('whole');
  });
});

describe('takeInTurn', () => {
  it('goes from list to list so that none is left out, and takes nobody twice', () => {
    const taken = new Set(['b']);
    expect(takeInTurn([['a', 'b', 'c'], ['a', 'd'], []], 3, taken)).toEqual([
      { key: 'a', list: 0 },
      { key: 'd', list: 1 },
      { key: 'c', list: 0 },
    ]);
    expect([...taken]).toEqual(['b', 'a', 'd', 'c']);
  });
  it('takes as many as asked while any list has one left', () => {
    const lists = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 15 }), { maxLength: 6 });
    fc.assert(
      fc.property(
        lists,
        fc.nat({ max: 40 }),
        fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 5 }),
        (of, count, before) => {
          const free = new Set(of.flat().filter((key) => !before.includes(key)));
          const picked = takeInTurn(of, count, new Set(before));
          expect(picked.length).toBe(Math.min(count, free.size));
          expect(new Set(picked.map((each) => each.key)).size).toBe(picked.length);
          expect(picked.every((each) => free.has(each.key) && of[each.list]?.includes(each.key))).toBe(true);
        },
      ),
    );
  });
});
