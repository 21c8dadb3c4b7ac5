import { describe, expect, it } from 'vitest';
import { compare } from './compare';
import {
  type ComparedAttribute,
  type ComparisonSetting,
  defaultComparison,
  plainComparison,
  type StatedComparison,
} from './comparison-setting';

function setting(attribute: Partial<ComparedAttribute>, stated: Partial<StatedComparison> = {}): ComparisonSetting {
  const known: ComparedAttribute = { type: 'text', format: '', specialValues: [], confidential: false, ...attribute };
  const plain = stated.comparator === undefined ? defaultComparison(known.type) : plainComparison(stated.comparator);
  return { ...known, ...plain, ...stated };
}

const amount = setting({ type: 'decimal', specialValues: ['NA', 'Exempt'] });
const units = setting({ type: 'integer', specialValues: ['1111'] });
const taken = setting({ type: 'date', format: 'yyyymmdd' });
const american = setting({ type: 'date', format: 'mm/dd/yyyy' });
const at = setting({ type: 'date-time', format: 'yyyy-mm-dd hh:mm:ss' });
const purpose = setting({ type: 'code', specialValues: ['NA'] });
const name = setting({ type: 'text' });
const within = (absolute: string | null, relativePercent: string | null) => setting({ type: 'decimal' }, { absolute, relativePercent });
const days = (count: number) => setting({ type: 'date', format: 'yyyymmdd' }, { days: count });
const list = (stated: Partial<StatedComparison> = {}) => setting({ type: 'text' }, { comparator: 'list', ...stated });

describe('compare', () => {
  it.each<[string, ComparisonSetting, string | null, string | null]>([
    ['the same number', amount, '250000', '250000'],
    ['a number with cents of zero', amount, '250000', '250,000.00'],
    ['a number as documents of Germany write it', amount, '1234.56', '1.234,56'],
    ['a negative number in brackets', amount, '-1234.56', '(1,234.56)'],
    ['a negative number with the minus behind', amount, '-1234.56', '1,234.56-'],
    ['a number with its currency', amount, '5000', 'USD 5,000.00'],
    ['a rate with its sign', amount, '3.125', '3.125 %'],
    ['a rate with three places, which is no thousand', amount, '3.125', '3.125'],
    ['as far off as the tolerance allows', within('0.5', null), '100.5', '100'],
    ['as many per cent off as the tolerance allows', within(null, '5'), '105', '100'],
    ['per cent of a negative evidence', within(null, '5'), '-95', '-100'],
    ['the absolute tolerance at an evidence of zero', within('0.01', '5'), '0.01', '0'],
    ['nothing on both sides', amount, null, ' '],
    ['the same special value', amount, 'NA', 'na'],
    ['a special value that is a number, written otherwise', units, '1111', '1111.0'],
    ['a whole number with a point in the evidence', units, '12', '12.00'],
    ['a day by ISO 8601', taken, '20240304', '2024-03-04'],
    ['a day by the name of its month', taken, '20240304', 'March 4th, 2024'],
    ['a day that can only be one', taken, '20240313', '13/03/2024'],
    ['a day of both orders that is the same', taken, '20240505', '5/5/2024'],
    ["a day in the attribute's own format, though it could be another", american, '03/04/2024', '03/04/2024'],
    ['a day that is as far off as allowed', days(3), '20240301', '2024-02-27'],
    ['a day with a time where days are compared', taken, '20240304', '2024-03-04 17:30'],
    ['a time as far as both state it', at, '2024-03-04 14:30:00', '4 Mar 2024 2:30 pm'],
    ['a time in another zone', at, '2024-03-04 23:30:00-05:00', '2024-03-05T04:30:00Z'],
    ['a day alone beside a time', at, '2024-03-04 14:30:00', '2024-03-04'],
    ['a special value of a code with other capitals', purpose, 'NA', 'na'],
    ['a text that is a special value with other capitals on both sides', setting({ type: 'text', specialValues: ['NA'] }), 'na', 'na'],
    ['a code', purpose, '31', ' 31 '],
    ['a name with other capitals and blanks', name, 'Mueller  & Sons', 'MUELLER & sons'],
    ['a name in full-width letters', name, 'ABC Bank', 'ＡＢＣ Bank'],
    ['a name with ß', name, 'Straße', 'STRASSE'],
    ['a list in another order', list(), 'A; B;C', 'c, b, a, a'],
  ])('passes %s', (_, how, reported, evidence) => {
    expect(compare(how, reported, evidence)).toMatchObject({ result: 'pass', pattern: null });
  });

  it.each<[ComparisonSetting, string | null, string | null, string, string]>([
    [amount, null, '5', 'Nothing is reported; the evidence says “5”.', 'blank-reported'],
    [amount, '5', '', '“5” is reported; the evidence has no value.', 'blank-evidence'],
    [amount, 'abc', '5', '“abc” is reported, which is no number that can be read.', 'unreadable'],
    [amount, 'abc', null, '“abc” is reported, which is no number that can be read.', 'unreadable'],
    [amount, 'na', 'NA', '“na” is reported, which is no number that can be read.', 'unreadable'],
    [units, '12.0', '12', '“12.0” is reported, which is no whole number.', 'unreadable'],
    [units, '123456789012345678901', '1', '“123456789012345678901” is reported, which has more digits than are read (20).', 'unreadable'],
    [taken, '20240230', '2024-02-28', '“20240230” is reported, which is no date written as yyyymmdd.', 'unreadable'],
    [amount, 'NA', '5', 'The special value “NA” is reported; the evidence says “5”.', 'special-value'],
    [amount, '5', 'exempt', '“5” is reported; the evidence says the special value “Exempt”.', 'special-value'],
    [
      setting({ type: 'integer', specialValues: ['1111'] }, { absolute: '5' }),
      '1111',
      '1112',
      'The special value “1111” is reported; the evidence says “1112”.',
      'special-value',
    ],
    [amount, '235', '235000', 'What is reported is 234765 lower than the evidence (99.9 % of it).', 'scale-1000'],
    [amount, '235', '234,567.10', 'What is reported is 234332.1 lower than the evidence (99.9 % of it).', 'scale-1000'],
    [amount, '525', '5.25', 'What is reported is 519.75 higher than the evidence (9900 % of it).', 'scale-100'],
    [amount, '-40', '40', 'What is reported is 80 lower than the evidence (200 % of it).', 'sign'],
    [amount, '12.34', '123.4', 'What is reported is 111.06 lower than the evidence (90 % of it).', 'separator'],
    [amount, '1324', '1234', 'What is reported is 90 higher than the evidence (7.29 % of it).', 'transposed'],
    [amount, '12.3', '12.39', 'What is reported is 0.09 lower than the evidence (0.73 % of it).', 'truncated'],
    [amount, '12.4', '12.39', 'What is reported is 0.01 higher than the evidence (0.08 % of it).', 'rounding'],
    [amount, '126000', '125,600', 'What is reported is 400 higher than the evidence (0.32 % of it).', 'rounding'],
    [amount, '125', '0.125', 'What is reported is 124.875 higher than the evidence (99900 % of it).', 'scale-1000'],
    [amount, '5', '0', 'What is reported is 5 higher than the evidence.', 'other'],
    [amount, '71', '42', 'What is reported is 29 higher than the evidence (69.05 % of it).', 'other'],
    [within('0.5', null), '100.51', '100', 'What is reported is 0.51 higher than the evidence (0.51 % of it).', 'other'],
    [within(null, '5'), '105.0001', '100', 'What is reported is 5.0001 higher than the evidence (5 % of it).', 'other'],
    [within('0.01', '50'), '0.02', '0', 'What is reported is 0.02 higher than the evidence.', 'rounding'],
    [
      taken,
      '20240403',
      '2024-03-04',
      'What is reported is 30 days later than the evidence: 2024-04-03 against 2024-03-04.',
      'day-month-swapped',
    ],
    [days(3), '20240301', '2024-02-26', 'What is reported is 4 days later than the evidence: 2024-03-01 against 2024-02-26.', 'date-shift'],
    [taken, '20140304', '2024-03-04', 'What is reported is 3,653 days earlier than the evidence: 2014-03-04 against 2024-03-04.', 'other'],
    [at, '2024-03-04 14:30:00', '2024-03-04 14:31', 'The time of day differs: 14:30:00 is reported, 14:31 in the evidence.', 'other'],
    [purpose, '1', '2', '“1” is reported; the evidence says “2”.', 'code-map 1→2'],
    [setting({ type: 'code', confidential: true }), '1', '2', '“1” is reported; the evidence says “2”.', 'code-map'],
    [purpose, '00123', '123', '“00123” is reported; the evidence says “123”.', 'leading-zeros'],
    [purpose, 'ab', 'AB', '“ab” is reported; the evidence says “AB”.', 'code-map ab→AB'],
    [purpose, '12-3456789', '123456789', '“12-3456789” is reported; the evidence says “123456789”.', 'separator'],
    [name, 'Mulhouse', 'Muhlouse', '“Mulhouse” is reported; the evidence says “Muhlouse”.', 'transposed'],
    [
      name,
      'First National Ba',
      'First National Bank',
      '“First National Ba” is reported; the evidence says “First National Bank”.',
      'truncated',
    ],
    [name, 'Smith', 'Jones', '“Smith” is reported; the evidence says “Jones”.', 'other'],
    [list(), 'A;B', 'a;b;c', 'Only in the evidence: “c”.', 'truncated'],
    [list(), 'A;D', 'A;B', 'Only reported: “D”. Only in the evidence: “B”.', 'other'],
    [list({ ignoreCase: false }), 'A', 'a', 'Only reported: “A”. Only in the evidence: “a”.', 'other'],
  ])('fails %#', (how, reported, evidence, difference, pattern) => {
    expect(compare(how, reported, evidence)).toEqual({ result: 'fail', difference, pattern });
  });

  it.each<[string, ComparisonSetting, string | null, string | null, string]>([
    ['where no evidence is known', amount, '5', null, 'There is no evidence of a value.'],
    ['where nothing is reported and no evidence is known', amount, null, null, 'There is no evidence of a value.'],
    ['where the evidence is no number', amount, '5', 'see file', '“see file” in the evidence is no number.'],
    [
      'where the evidence is no number and the report has a special value',
      amount,
      'NA',
      'see file',
      '“see file” in the evidence cannot be read.',
    ],
    ['where the evidence is no date', taken, '20240304', '2024', '“2024” in the evidence is no date.'],
    [
      'where day and month could be either',
      taken,
      '20240304',
      '03/04/2024',
      '“03/04/2024” in the evidence agrees with “20240304” only in one of the ways in which it can be read.',
    ],
    [
      'where a thousand could be one and a bit',
      amount,
      '1234',
      '1.234',
      '“1.234” in the evidence agrees with “1234” only in one of the ways in which it can be read.',
    ],
    [
      'where the century is not written',
      taken,
      '20240313',
      '13.03.24',
      '“13.03.24” in the evidence agrees with “20240313” only in one of the ways in which it can be read.',
    ],
  ])('is inconclusive %s', (_, how, reported, evidence, difference) => {
    expect(compare(how, reported, evidence)).toEqual({ result: 'inconclusive', difference, pattern: null });
  });

  it('fails what agrees in no reading, though it has several', () => {
    expect(compare(taken, '20241231', '03/04/2024')).toMatchObject({ result: 'fail', pattern: 'date-shift' });
  });

  it('tells a difference that a tolerance allowed for', () => {
    expect(compare(within('0.5', null), '100.5', '100').difference).toBe('What is reported is 0.5 higher than the evidence (0.5 % of it).');
    expect(compare(days(3), '20240301', '2024-02-29').difference).toBe(
      'What is reported is 1 day later than the evidence: 2024-03-01 against 2024-02-29.',
    );
  });

  it('tells long texts from their first difference on', () => {
    const long = 'The quick brown fox jumps over the lazy dog';
    expect(compare(name, `${long} twice`, `${long} thrice`).difference).toBe(
      'They differ from character 46 on: “lazy dog twice” is reported, “lazy dog thrice” in the evidence.',
    );
  });
});
