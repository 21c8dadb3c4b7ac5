import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { DATE_FORMATS } from '#domain/rules/rule-dates';
import { expectProfile } from '../../../test/oracles/plain-profile';
import { OneAttribute, PROFILED } from '../../../test/support/one-attribute';
import { propertyRuns } from '../../../test/support/property-runs';

let one: OneAttribute;
beforeAll(async () => {
  one = await OneAttribute.open();
});
afterAll(() => one?.close());

const blanks = fc.constantFrom<(string | null)[]>(null, '', '  ');
const number = fc.oneof(
  fc.integer({ min: -50, max: 50 }).map(String),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
  fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n }).map(String),
  fc.stringMatching(/^[+-]?[0-9]{1,20}\.[0-9]{0,18}$/),
  fc.stringMatching(/^[+-]?\.[0-9]{1,18}$/),
);
const words = fc.oneof(
  fc.constantFrom('NA', 'Exempt', 'x', 'Ärger 9', '1,5', '00', '1', '2'),
  fc.string({ unit: fc.constantFrom(...'aZ09 éßΩж漢😀-_/#%\n\t'), maxLength: 12 }),
);
const day = fc
  .date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

async function check(values: readonly (string | null)[], changes: Partial<ProfiledAttribute>): Promise<void> {
  expectProfile(await one.profile(values, changes), values, { ...PROFILED, ...changes });
}

describe('the profile of an attribute', () => {
  it('says of numbers what a plain computation says, however wide they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 8, arbitrary: number }, blanks, words), { minLength: 1, maxLength: 40 }),
        fc.constantFrom<('integer' | 'decimal')[]>('integer', 'decimal'),
        (values, type) => check(values, { type, specialValues: ['NA', '00'] }),
      ),
      propertyRuns(150, 50),
    );
  });

  it('says of texts and codes what a plain computation says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 5, arbitrary: words }, blanks), { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        (values, exhaustive) =>
          check(values, { type: 'code', format: 'digits', specialValues: ['NA'], validValues: ['1', '2', 'x'], exhaustive }),
      ),
      propertyRuns(100, 35),
    );
  });

  it('orders dates by their day in every format', async () => {
    const written: Record<string, (iso: string) => string> = {
      yyyymmdd: (iso) => iso.replaceAll('-', ''),
      'yyyy-mm-dd': (iso) => iso,
      'mm/dd/yyyy': (iso) => `${iso.slice(5, 7)}/${iso.slice(8)}/${iso.slice(0, 4)}`,
      'dd/mm/yyyy': (iso) => `${iso.slice(8)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`,
      'dd.mm.yyyy': (iso) => `${iso.slice(8)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`,
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 6, arbitrary: day }, fc.constant('20200230'), blanks), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(...DATE_FORMATS),
        (days, format) =>
          check(
            days.map((date) => (date !== null && /^....-..-..$/.test(date) ? (written[format]?.(date) ?? date) : date)),
            { type: 'date', format, specialValues: ['NA'] },
          ),
      ),
      propertyRuns(60, 20),
    );
  });
});
