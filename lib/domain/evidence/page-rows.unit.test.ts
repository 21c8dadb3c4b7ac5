import { describe, expect, it } from 'vitest';
import { pageRows, placedRows } from './page-rows';

const piece = (str: string, x: number, y: number) => ({ str, transform: [10, 0, 0, 10, x, y], width: str.length * 5 });

describe('rows of a page', () => {
  it('stand from the top, columns as cells, whatever the order in which they are drawn', () => {
    const pieces = [piece('4.25', 300, 80), piece('Rate', 50, 80), piece(' ', 70, 90), piece('Loan ', 50, 100), piece('L-1', 75, 100)];
    expect(pageRows(pieces)).toEqual([
      { row: 1, cells: ['Loan L-1'] },
      { row: 2, cells: ['Rate', '4.25'] },
    ]);
  });

  it('say of which pieces each cell is made', () => {
    const pieces = [piece('4.25', 300, 80), piece('Rate', 50, 80), piece('Loan ', 50, 100), piece('L-1', 75, 100)];
    expect(placedRows(pieces).map((cells) => cells.map((cell) => cell.pieces))).toEqual([[[2, 3]], [[1], [0]]]);
  });
});
