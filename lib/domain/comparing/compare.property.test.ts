import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { ATTRIBUTE_TYPES } from '../rules/rule-attribute';
import { isoDate } from '../rules/rule-dates';
import { compare } from './compare';
import { COMPARATORS, type ComparisonSetting, isLooser, plainComparison, type StatedComparison } from './comparison-setting';
import { errorPattern } from './error-pattern';
import { decimalText } from './exact-decimal';
import { ERROR_PATTERNS } from './pattern-words';

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.nat({ max: 6 }))
  .map(([units, scale]) => decimalText({ units, scale }));
const small = fc.tuple(fc.bigInt({ min: -1_200n, max: 1_200n }), fc.nat({ max: 3 })).map(([units, scale]) => decimalText({ units, scale }));
const tolerances = fc.option(
  fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 2 })).map(([units, scale]) => decimalText({ units: BigInt(units), scale })),
);
const isoDays = fc.integer({ min: -30_000, max: 60_000 }).map(isoDate);
/** Values as people write them, near enough to each other that some agree. */
const values = fc.oneof(
  small,
  isoDays,
  fc.constantFrom(
    '',
    ' ',
    'NA',
    'na',
    'Exempt',
    '1111',
    '01',
    '1',
    '(1)',
    '1,234',
    '1.234',
    '1.234,5',
    '03/04/2024',
    '4 March 2024',
    '20240304',
  ),
  fc.constantFrom('A', 'a', 'B;a', 'a, b', 'Straße', 'STRASSE', 'İ', 'ı', 'σς', 'ΣΣ', 'ﬁn', 'fin', 'x\ny', 'X Y', '=1+1', '💶'),
  fc.string({ maxLength: 6 }),
);
const evidences = fc.option(values);

const stated: fc.Arbitrary<StatedComparison> = fc
  .record({
    comparator: fc.constantFrom(...COMPARATORS),
    absolute: tolerances,
    relativePercent: tolerances,
    days: fc.option(fc.nat({ max: 40 })),
    separators: fc.subarray([';', ',', ' '], { minLength: 1 }),
    ignoreCase: fc.boolean(),
  })
  .map((any) => {
    const plain = plainComparison(any.comparator);
    const keep = <K extends keyof StatedComparison>(isUsed: boolean, key: K) => (isUsed ? any[key] : plain[key]);
    return {
      comparator: any.comparator,
      absolute: keep(any.comparator === 'number', 'absolute'),
      relativePercent: keep(any.comparator === 'number', 'relativePercent'),
      days: keep(any.comparator === 'date', 'days'),
      separators: keep(any.comparator === 'list', 'separators'),
      ignoreCase: keep(['text', 'code', 'list'].includes(any.comparator), 'ignoreCase'),
    };
  });
const attributes = fc.record({
  type: fc.option(fc.constantFrom(...ATTRIBUTE_TYPES)),
  format: fc.constantFrom('', 'yyyymmdd', 'yyyy-mm-dd', '1.234,56', '1,234.56 percent'),
  specialValues: fc.subarray(['NA', 'Exempt', '1111']),
  confidential: fc.boolean(),
});
const settings: fc.Arbitrary<ComparisonSetting> = fc.tuple(attributes, stated).map(([attribute, how]) => ({ ...attribute, ...how }));

const number = (how: Partial<StatedComparison>): ComparisonSetting => ({
  type: 'decimal',
  format: '',
  specialValues: [],
  confidential: false,
  ...plainComparison('number'),
  ...how,
});

describe('comparing', () => {
  it('passes numbers up to an absolute tolerance and not a digit further, either way round', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
        fc.nat({ max: 10_000 }),
        fc.nat({ max: 4 }),
        (units, allowed, scale) => {
          const text = (value: bigint) => decimalText({ units: value, scale });
          const setting = number({ absolute: text(BigInt(allowed)) });
          const [evidence, edge] = [text(units), text(units + BigInt(allowed))];
          const beyond = decimalText({ units: (units + BigInt(allowed)) * 10n + 1n, scale: scale + 1 });
          for (const [a, b] of [
            [evidence, edge],
            [edge, evidence],
          ] as const)
            expect(compare(setting, a, b).result).toBe('pass');
          expect(compare(setting, beyond, evidence).result).not.toBe('pass');
          expect(compare(setting, evidence, beyond).result).not.toBe('pass');
        },
      ),
      propertyRuns(500),
    );
  });

  it('passes numbers up to a relative tolerance and not a digit further', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        fc.integer({ min: 1, max: 99 }),
        fc.boolean(),
        (hundreds, percent, isNegative) => {
          const sign = isNegative ? -1n : 1n;
          const micro = (value: bigint) => decimalText({ units: sign * value, scale: 6 });
          const evidence = hundreds * 100_000_000n;
          const edge = evidence + BigInt(percent) * hundreds * 1_000_000n;
          const setting = number({ absolute: null, relativePercent: String(percent) });
          expect(compare(setting, micro(edge), micro(evidence)).result).toBe('pass');
          expect(compare(setting, micro(edge + 1n), micro(evidence)).result).toBe('fail');
        },
      ),
      propertyRuns(500),
    );
  });

  it('allows for nothing relative to an evidence of zero', () => {
    fc.assert(
      fc.property(decimals, fc.constantFrom('0', '-0', '0.00', '.0'), (reported, zero) => {
        const isZero = /^-?0*\.?0*$/.test(reported);
        expect(compare(number({ relativePercent: '100' }), reported, zero).result === 'pass').toBe(isZero);
      }),
      propertyRuns(300),
    );
  });

  it('comes to the same with both sides exchanged where values are plain and no tolerance is relative', () => {
    const kinds = fc.constantFrom<[ComparisonSetting['type'], string]>(['decimal', ''], ['date', 'yyyy-mm-dd'], ['text', ''], ['code', '']);
    fc.assert(
      fc.property(
        kinds,
        fc.oneof(small, isoDays),
        fc.oneof(small, isoDays),
        tolerances,
        fc.nat({ max: 400 }),
        ([type, format], a, b, absolute, days) => {
          const comparator = type === 'decimal' ? 'number' : type === 'date' ? 'date' : type === 'code' ? 'code' : 'text';
          const isRead = (text: string) =>
            type === 'decimal' ? !/^\d{4}-/.test(text) : type === 'date' ? /^\d{4}-\d\d-\d\d$/.test(text) : true;
          fc.pre(isRead(a) && isRead(b));
          const plain = plainComparison(comparator);
          const tolerated = comparator === 'number' ? { ...plain, absolute } : comparator === 'date' ? { ...plain, days } : plain;
          const setting = { type, format, specialValues: [], confidential: false, ...tolerated };
          const [one, other] = [compare(setting, a, b).result, compare(setting, b, a).result];
          // The evidence may be read in other ways, what is reported in its format only.
          const strict = (result: string) => (result === 'inconclusive' ? 'fail' : result);
          expect(strict(one)).toBe(strict(other));
        },
      ),
      propertyRuns(1_000),
    );
  });

  it('never turns a pass into anything else by a looser setting, nor is one looser that it does not call so', () => {
    fc.assert(
      fc.property(attributes, stated, stated, fc.option(values), evidences, (attribute, one, other, reported, evidence) => {
        if (isLooser(one, other)) return;
        const [strict, loose] = [
          compare({ ...attribute, ...one }, reported, evidence),
          compare({ ...attribute, ...other }, reported, evidence),
        ];
        if (strict.result === 'pass') expect(loose.result).toBe('pass');
      }),
      propertyRuns(20_000, 5_000),
    );
  });

  it('never turns a pass into anything else by a wider tolerance of the same comparator', () => {
    fc.assert(
      fc.property(
        attributes,
        small,
        small,
        tolerances,
        tolerances,
        fc.nat({ max: 30 }),
        (attribute, reported, evidence, absolute, relative, more) => {
          const narrow: StatedComparison = { ...plainComparison('number'), absolute, relativePercent: relative };
          const wide = { ...narrow, absolute: String(500 + more) };
          if (compare({ ...attribute, ...narrow }, reported, evidence).result !== 'pass') return;
          expect(isLooser(narrow, wide)).toBe(false);
          expect(compare({ ...attribute, ...wide }, reported, evidence).result).toBe('pass');
        },
      ),
      propertyRuns(2_000),
    );
  });

  it('passes every value with itself, unless it is none of its type', () => {
    fc.assert(
      fc.property(settings, values, (setting, value) => {
        const { result, pattern } = compare(setting, value, value);
        if (result === 'fail') expect(pattern).toBe('unreadable');
      }),
      propertyRuns(3_000),
    );
  });

  it('answers every pair, with a pattern and words where it fails and no pattern where it does not', () => {
    fc.assert(
      fc.property(settings, fc.option(values), evidences, (setting, reported, evidence) => {
        const outcome = compare(setting, reported, evidence);
        expect(compare(structuredClone(setting), reported, evidence)).toEqual(outcome);
        if (outcome.result !== 'fail') expect(outcome.pattern).toBeNull();
        else {
          expect(outcome.difference).toMatch(/\.$/);
          expect(Object.keys(ERROR_PATTERNS)).toContain(outcome.pattern?.split(' ')[0]);
        }
      }),
      propertyRuns(10_000, 3_000),
    );
  });

  it('gives every pair one pattern, which names no value of a confidential attribute', () => {
    fc.assert(
      fc.property(settings, fc.option(values), evidences, (setting, reported, evidence) => {
        const pattern = errorPattern({ ...setting, confidential: true }, reported, evidence);
        expect(Object.keys(ERROR_PATTERNS)).toContain(pattern);
      }),
      propertyRuns(5_000, 2_000),
    );
  });
});
