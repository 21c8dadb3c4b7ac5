import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectionPoints } from '#domain/sampling/monetary-points';
import { isCertain, recordsHit, unitsOf } from '#domain/sampling/monetary-unit';
import { propertyRuns } from '../../../test/support/property-runs';
import { keyOf, withPopulation } from '../../../test/support/small-population';
import { designMonetary, selectMonetary } from './draw-monetary';

describe('monetary units', () => {
  it('give exactly what the plain computation gives, for both selections', async () => {
    const amount = fc.oneof(
      fc.integer({ min: 1, max: 100_000 }).map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`),
      fc.integer({ min: -50, max: 500 }).map(String),
      fc.constantFrom('', 'NA', '1,000', '0', '.5', '7.'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(amount, { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('fixed-interval' as const, 'cell' as const),
        fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
        async (amounts, units, selection, seed) => {
          await withPopulation([['a', '1.00'], ...amounts.map((text): [string, string] => ['a', text])], async (reader) => {
            const design = await designMonetary(reader, { attribute: 'AMOUNT', selection, units });
            const records = ['1.00', ...amounts].flatMap((text, index) => {
              const value = unitsOf(text, design.decimals);
              return value === null || value <= 0n ? [] : [{ key: keyOf(index), units: value }];
            });
            const value = records.reduce((sum, record) => sum + record.units, 0n);
            expect(unitsOf(design.value, design.decimals)).toBe(value);
            const certain = records.filter((record) => isCertain(record.units, value, units));
            const rest = records.filter((record) => !isCertain(record.units, value, units));
            const upTo = rest.reduce((sum, record) => sum + record.units, 0n) * BigInt(units);
            const expected = [
              ...certain.map(({ key }) => key),
              ...recordsHit(rest, selectionPoints({ seed, selection, value, upTo }), units),
            ];
            expect((await selectMonetary(reader, seed, design)).map(({ key }) => key)).toEqual(expected);
            expect(design.certain.records).toBe(certain.length);
            expect(
              design.leftOut.negative.records + design.leftOut.zero + design.leftOut.blank + design.leftOut.unreadable + records.length,
            ).toBe(amounts.length + 1);
          });
        },
      ),
      propertyRuns(12),
    );
  });
});
