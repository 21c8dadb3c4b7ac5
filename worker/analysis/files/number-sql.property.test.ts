import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NUMBER_MARKS, NUMBER_STYLES, numberFormatText, plainNumber } from '#domain/rules/number-formats';
import { propertyRuns } from '../../../test/support/property-runs';
import { type Duck, openDuck } from './duckdb';
import { plainNumberSql } from './number-sql';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck('', new AbortController().signal);
});
afterAll(() => duck.close());

const formats = fc
  .tuple(fc.constantFrom(...NUMBER_STYLES), fc.subarray([...NUMBER_MARKS]))
  .map(([style, marks]) => numberFormatText(style, marks));
const piece = fc.constantFrom(
  '1',
  '25',
  '007',
  '999',
  '0',
  '.',
  ',',
  ' ',
  "'",
  'e',
  'E',
  '+',
  '-',
  '−',
  '%',
  '$',
  '€',
  'EUR',
  '(',
  ')',
  'x',
  '',
);
const texts = fc.array(piece, { maxLength: 7 }).map((parts) => parts.join(''));

describe('a number of a format', () => {
  it.each([
    ['scientific', '1e+05', '100000'],
    ['scientific', '-2.5E-3', '-0.0025'],
    ['scientific', '1.50e1', '15.0'],
    ['1.234,56', '1.234,56', '1234.56'],
    ['1.234,56', '-7,00', '-7.00'],
    ['1,234.56 parentheses', '(1,234.50)', '-1234.50'],
    ['1 234,56', '1 234 567,8', '1234567.8'],
    ["1'234.56", "1'234.56", '1234.56'],
    ['percent', '12.5 %', '12.5'],
    ['currency', '-$5', '-5'],
    ['1,234.56 currency', 'EUR 1,234', '1234'],
    ['1,234.56', '12,34', '12,34'],
    ['1,234.56', 'NA', 'NA'],
    ['scientific percent currency parentheses', 'A1', 'A1'],
    ['scientific percent currency parentheses', '=1', '=1'],
    ['', '1,234', '1,234'],
  ])('as “%s” reads %s as %s', async (format, text, plain) => {
    expect(plainNumber(text, format)).toBe(plain);
    const [row] = await duck.rows(`select ${plainNumberSql('v', format)} as plain from (select $1 as v)`, [text]);
    expect(row?.plain).toBe(plain);
  });

  it('is read by DuckDB as it is read here, digit by digit', async () => {
    await fc.assert(
      fc.asyncProperty(formats, fc.array(texts, { minLength: 1, maxLength: 40 }), async (format, values) => {
        const rows = await duck.rows(`select v, ${plainNumberSql('v', format)} as plain from (select unnest($1) as v)`, [values]);
        expect(rows.map((row) => row.plain)).toEqual(rows.map((row) => plainNumber(String(row.v), format)));
      }),
      propertyRuns(100),
    );
  });
});
