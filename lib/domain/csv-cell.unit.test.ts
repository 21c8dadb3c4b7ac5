import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from './csv-cell';

describe('csvCell', () => {
  it.each([
    ...['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\tx', '\rx', '\nx', '-', '-1,23', '-1e', '+1e5+A1', '-1.2.3'],
    ...[' =1+1', '\u00A0\u3000@SUM(A1)', '\uFEFF+1+1', '\u200B-2+3', ' -5'],
    ...['\uFF1D1+1', '\uFF0B1', '\uFF0D2+3', ' \uFF20SUM(A1)'],
  ])('makes text of %j', (formula) => {
    expect(csvCell(formula)).toBe(`"'${formula}"`);
  });
  it.each(['031', '-12.50', '+4', '-1e-5', '+1.5E10', '-.5', 'NA', 'a=1', ''])('leaves %j alone', (plain) => {
    expect(csvCell(plain)).toBe(plain);
  });
  it('leaves a number with its thousands apart, in quotes as any text with a comma', () => {
    expect(csvCell('-1,234.56')).toBe('"-1,234.56"');
  });
  it('comes back as it was, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (cells) => {
        const [read] = parse(csvLine(cells), { relax_column_count: true }) as string[][];
        for (const [at, cell] of (read ?? ['']).entries()) expect([cells[at], `'${cells[at]}`]).toContain(cell);
      }),
    );
  });
});
