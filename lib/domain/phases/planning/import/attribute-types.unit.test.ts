import { describe, expect, it } from 'vitest';
import { decideType } from './attribute-types';
import type { ColumnSample } from './column-sample';
import { entriesFromRows } from './dictionary';

const NO_DATES = { yyyymmdd: 0, 'yyyy-mm-dd': 0, 'mm/dd/yyyy': 0, 'dd/mm/yyyy': 0, 'dd.mm.yyyy': 0 };
const NO_NUMBERS = { '': 0, '1,234.56': 0, '1.234,56': 0, '1 234,56': 0, "1'234.56": 0 };
const EMPTY: ColumnSample = {
  filled: 0,
  integers: 0,
  decimals: 0,
  digits: 0,
  leadingZeros: 0,
  distinct: 0,
  longest: 0,
  dates: NO_DATES,
  numbers: NO_NUMBERS,
  styled: NO_NUMBERS,
  marks: { scientific: 0, percent: 0, currency: 0, parentheses: 0 },
  longPlain: 0,
  negativePlain: 0,
  bareExponents: 0,
  specials: [],
};
const NUMBERS: ColumnSample = { ...EMPTY, filled: 90, integers: 90, decimals: 90, digits: 90, distinct: 80, longest: 6 };
const TEXTS: ColumnSample = { ...EMPTY, filled: 90, distinct: 80, longest: 30 };

function entry(type: string, validValues = '', description = '', name = 'Field') {
  const [found] = entriesFromRows([
    ['Name', 'Type', 'Valid Values', 'Description'],
    [name, type, validValues, description],
  ]);
  if (found === undefined) throw new Error('no entry');
  return found;
}

describe('decideType', () => {
  it('takes "Numeric" with a list for a code of digits, and keeps it so whatever the data hold', () => {
    expect(decideType(entry('Numeric', '1   2   1111'), 'Loan Type', TEXTS)).toEqual({
      type: 'code',
      format: 'digits',
      validValues: ['1', '2'],
      specialValues: ['1111'],
      asks: [],
      unread: [],
    });
  });

  it('takes a list of special numbers for no list at all', () => {
    expect(decideType(entry('Numeric', '8888   9999', 'Example: 24 (or) Descriptions: 8888. Not applicable'), 'Age', NUMBERS)).toEqual({
      type: 'integer',
      format: '',
      validValues: [],
      specialValues: ['8888', '9999'],
      asks: [],
      unread: [],
    });
  });

  it('reads examples: decimals, dates, special words', () => {
    expect(decideType(entry('Numeric', '', 'Example: 110500 (or) 110500.00'), 'Loan Amount', NUMBERS).type).toBe('decimal');
    expect(decideType(entry('Numeric', '', 'Example: 20210721'), 'Action Taken Date', NUMBERS)).toMatchObject({
      type: 'date',
      format: 'yyyymmdd',
    });
    expect(decideType(entry('Alphanumeric', '', 'Example: 2399.04 (or) NA (or) Exempt'), 'Total Loan Costs', NUMBERS)).toMatchObject({
      type: 'decimal',
      specialValues: ['NA', 'Exempt'],
    });
  });

  it('narrows what the dictionary leaves open only where all data agree', () => {
    expect(decideType(entry('Alphanumeric'), 'Amount', NUMBERS).type).toBe('integer');
    expect(decideType(entry('Alphanumeric'), 'Amount', { ...NUMBERS, integers: 89, decimals: 89, digits: 89 }).type).toBe('text');
    expect(decideType(null, 'county', { ...NUMBERS, leadingZeros: 3 })).toMatchObject({ type: 'code', format: 'digits' });
    expect(
      decideType(null, 'opened', { ...EMPTY, filled: 9, longest: 10, distinct: 9, dates: { ...NO_DATES, 'yyyy-mm-dd': 9 } }),
    ).toMatchObject({ type: 'date', format: 'yyyy-mm-dd' });
    expect(decideType(null, 'number', { ...NUMBERS, dates: { ...NO_DATES, yyyymmdd: 90 } }).type).toBe('integer');
    expect(decideType(null, 'x', EMPTY).type).toBe('text');
  });

  it('allows the special words that occur where the dictionary says nothing against them', () => {
    expect(decideType(null, 'income', { ...NUMBERS, specials: ['NA'] }).specialValues).toEqual(['NA']);
    expect(decideType(entry('Numeric', '1 2'), 'kind', { ...NUMBERS, specials: ['NA'] }).specialValues).toEqual([]);
  });

  it('leaves a text a text, whatever its first values look like', () => {
    expect(decideType(entry('VARCHAR(10)'), 'ref', NUMBERS)).toMatchObject({ type: 'text', format: '' });
    expect(decideType(entry('Text'), 'county', { ...NUMBERS, leadingZeros: 3 })).toMatchObject({ type: 'text', format: '' });
  });

  const dated = { ...EMPTY, filled: 9, longest: 10, distinct: 9 };
  it('asks where day and month can be told apart in no value', () => {
    const both = { ...dated, dates: { ...NO_DATES, 'mm/dd/yyyy': 9, 'dd/mm/yyyy': 9 } };
    for (const stated of [entry('Date'), null])
      expect(decideType(stated, 'when', both)).toMatchObject({ type: 'date', format: '', asks: ['mm/dd/yyyy', 'dd/mm/yyyy'] });
    expect(decideType(entry('Date'), 'when', { ...dated, dates: { ...NO_DATES, 'mm/dd/yyyy': 5, 'dd/mm/yyyy': 8 } })).toMatchObject({
      format: 'dd/mm/yyyy',
      asks: [],
    });
  });

  it('reads a time stamp as what it is', () => {
    expect(decideType(entry('Timestamp'), 'made', { ...dated, dates: { ...NO_DATES, 'yyyy-mm-dd hh:mm:ss': 9 } })).toMatchObject({
      type: 'date-time',
      format: 'yyyy-mm-dd hh:mm:ss',
    });
    expect(decideType(entry('Timestamp'), 'made', { ...dated, dates: { ...NO_DATES, 'yyyy-mm-dd': 9 } })).toMatchObject({ type: 'date' });
  });

  it('takes separators for the format of a column only where they are usual in it', () => {
    const amounts = { ...NUMBERS, integers: 80, decimals: 83, longPlain: 60 };
    const with7 = { ...amounts, numbers: { ...NO_NUMBERS, '': 83, '1,234.56': 90 }, styled: { ...NO_NUMBERS, '1,234.56': 7 } };
    expect(decideType(entry('Decimal'), 'Amount', with7).format).toBe('');
    expect(decideType(entry('Decimal'), 'Amount', { ...with7, longPlain: 2 }).format).toBe('1,234.56');
    const commas = { ...amounts, decimals: 80, numbers: { ...NO_NUMBERS, '1.234,56': 90 }, styled: { ...NO_NUMBERS, '1.234,56': 10 } };
    expect(decideType(entry('Decimal'), 'Amount', commas).format).toBe('1.234,56');
    const either = { ...amounts, integers: 0, decimals: 0, longPlain: 0, numbers: { ...NO_NUMBERS, '1,234.56': 90, '1.234,56': 90 } };
    expect(decideType(entry('Decimal'), 'Amount', { ...either, styled: either.numbers })).toMatchObject({
      format: '',
      asks: ['1,234.56', '1.234,56'],
    });
  });
});
