import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankHash } from './hash-rank';
import { selectionPoints } from './monetary-points';
import { SELECTIONS } from './monetary-selection';
import { intervalText, isCertain, recordsHit, unitsOf, unitsText } from './monetary-unit';

describe('amounts', () => {
  it('are read in whole units, never rounded', () => {
    expect(['12.5', '-0.05', '+7', '.5', '3.', ' 1 '].map((text) => unitsOf(text, 2))).toEqual([1250n, -5n, 700n, 50n, 300n, 100n]);
    expect(['', 'NA', '1,000', '1e3', '.', '-', '0.123'].map((text) => unitsOf(text, 2))).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([1250n, -5n, 0n].map((units) => unitsText(units, 2))).toEqual(['12.50', '-0.05', '0.00']);
    expect(unitsText(7n, 0)).toBe('7');
  });
  it('give the interval as exact decimal, and say where it does not end', () => {
    expect(intervalText(100_000n, 60, 2)).toBe('16.666666666666…');
    expect(intervalText(100_000n, 80, 2)).toBe('12.5');
    expect(intervalText(6_000n, 60, 0)).toBe('100');
  });
  it('larger than the interval are certain, equal ones are not', () => {
    expect(isCertain(100n, 6_000n, 60)).toBe(false);
    expect(isCertain(101n, 6_000n, 60)).toBe(true);
  });
});

describe('selectionPoints', () => {
  it('start where the seed says and go on by whole intervals', () => {
    const start = BigInt(`0x${rankHash('s', ['start'])}`) % 1000n;
    expect(selectionPoints({ seed: 's', selection: 'fixed-interval', value: 1000n, upTo: 5000n })).toEqual(
      [0n, 1n, 2n, 3n, 4n].map((j) => j * 1000n + start),
    );
  });
  it('take one point of each cell', () => {
    const points = selectionPoints({ seed: 's', selection: 'cell', value: 1000n, upTo: 5000n });
    expect(points.map((point) => point / 1000n)).toEqual([0n, 1n, 2n, 3n, 4n]);
    expect(new Set(points.map((point) => point % 1000n)).size).toBeGreaterThan(1);
  });
});

describe('a monetary-unit selection', () => {
  const population = fc.array(fc.bigInt({ min: 1n, max: 5_000n }), { minLength: 1, maxLength: 80 });
  it('takes each record once, all certain ones, and conserves the size', () => {
    fc.assert(
      fc.property(
        population,
        fc.integer({ min: 1, max: 40 }),
        fc.string(),
        fc.constantFrom(...SELECTIONS),
        (amounts, size, seed, selection) => {
          const value = amounts.reduce((sum, units) => sum + units, 0n);
          const records = amounts.map((units, index) => ({ key: String(index), units }));
          const rest = records.filter((record) => !isCertain(record.units, value, size));
          const certain = records.length - rest.length;
          const left = rest.reduce((sum, record) => sum + record.units, 0n);
          const points = selectionPoints({ seed, selection, value, upTo: left * BigInt(size) });
          const hit = recordsHit(rest, points, size);
          expect(new Set(hit).size).toBe(hit.length);
          // Intervals of the line, whole or begun: never more records than units asked for.
          expect(certain + points.length).toBeLessThanOrEqual(size);
          if (selection === 'fixed-interval') {
            expect(hit.length).toBe(points.length);
            expect(points.length).toBeGreaterThanOrEqual(Number((left * BigInt(size)) / value));
          } else expect(hit.length).toBeLessThanOrEqual(points.length);
        },
      ),
    );
  });
  it('hits a record in proportion to its amount', () => {
    const records = [
      { key: 'small', units: 10n },
      { key: 'large', units: 90n },
      { key: 'rest', units: 900n },
    ];
    const hits = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++)
      for (const key of recordsHit(
        records,
        selectionPoints({ seed: String(seed), selection: 'fixed-interval', value: 1000n, upTo: 1000n }),
        1,
      ))
        hits.set(key, (hits.get(key) ?? 0) + 1);
    expect((hits.get('large') ?? 0) / 2_000).toBeCloseTo(0.09, 1);
    expect((hits.get('small') ?? 0) / 2_000).toBeLessThan(0.03);
    expect([...hits.values()].reduce((sum, n) => sum + n, 0)).toBe(2_000);
  });
});
