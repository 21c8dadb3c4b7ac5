import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateByTable, allocateProportionally, bandNames, bandsProblem } from './strata';

const COUNTS = [
  { stratum: 'A', records: 700 },
  { stratum: 'B', records: 250 },
  { stratum: 'C', records: 50 },
];

describe('allocation', () => {
  it('is proportional to the records by largest remainder', () => {
    expect(allocateProportionally(COUNTS, 59).map((each) => each.size)).toEqual([41, 15, 3]);
    expect(allocateProportionally(COUNTS, 5000).map((each) => each.size)).toEqual([700, 250, 50]);
  });
  it('conserves the size and asks no stratum for more than it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 40 }),
        fc.nat({ max: 20_000 }),
        (records, total) => {
          const strata = allocateProportionally(
            records.map((count, index) => ({ stratum: String(index), records: count })),
            total,
          );
          const all = records.reduce((sum, count) => sum + count, 0);
          expect(strata.reduce((sum, each) => sum + each.size, 0)).toBe(Math.min(total, all));
          expect(strata.every((each) => each.size <= each.records)).toBe(true);
        },
      ),
    );
  });
  it('follows a table, and says what cannot be', () => {
    expect(
      allocateByTable(
        COUNTS,
        new Map([
          ['A', 10],
          ['C', 50],
        ]),
      ).map((each) => each.size),
    ).toEqual([10, 0, 50]);
    expect(() => allocateByTable(COUNTS, new Map([['C', 51]]))).toThrow('holds only 50 of the 51');
    expect(() => allocateByTable(COUNTS, new Map([['D', 1]]))).toThrow('no stratum “D”');
  });
});

describe('bands', () => {
  it('are named by their edges', () => {
    expect(bandNames(['0', '100', '250.5'])).toEqual(['below 0', '0 to below 100', '100 to below 250.5', '250.5 and above']);
    expect(bandNames(['5'])).toEqual(['below 5', '5 and above']);
  });
  it('need ascending decimals, compared as decimals', () => {
    expect(bandsProblem(['-10', '9', '10.5', '100'])).toBeNull();
    expect(bandsProblem([])).toContain('at least one');
    expect(bandsProblem(['1', '1e3'])).toContain('not a number');
    expect(bandsProblem(['10', '9'])).toContain('9 is not');
    expect(bandsProblem(['-1', '-1.0'])).toContain('above the one before');
  });
});
