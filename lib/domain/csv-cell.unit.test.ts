import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from './csv-cell';

describe('csvCell', () => {
  it.each(['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\tx', '\rx'])('makes text of %j', (formula) => {
    expect(csvCell(formula)).toBe(`"'${formula}"`);
  });
  it.each(['031', '-12.50', '+4', 'NA', ''])('leaves %j alone', (plain) => {
    expect(csvCell(plain)).toBe(plain);
  });
  it('comes back as it was, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (cells) => {
        const [read] = parse(csvLine(cells), { relax_column_count: true }) as string[][];
        const wanted = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell));
        expect(read ?? ['']).toEqual(wanted);
      }),
    );
  });
});
