import { describe, expect, it } from 'vitest';
import { type ExtractedText, placeIn } from './extracted-text';
import { passageAt } from './passage';

const numbered = (count: number, width: number) =>
  Array.from({ length: count }, (_, at) => ({ row: at + 1, cells: Array.from({ length: width }, (__, column) => `${at + 1}/${column}`) }));

const FILE: ExtractedText = { parts: [{ place: { kind: 'file' }, rows: numbered(100, 3) }] };
const BOOK: ExtractedText = {
  parts: [
    { place: { kind: 'sheet', sheet: 'Notes' }, rows: numbered(1, 1) },
    { place: { kind: 'sheet', sheet: 'Extract' }, rows: numbered(300, 60) },
  ],
};
const LOAN: ExtractedText = {
  parts: [
    { place: { kind: 'page', page: 1 }, rows: [] },
    { place: { kind: 'page', page: 2 }, rows: numbered(250, 1) },
  ],
};

describe('a passage', () => {
  it('of a table holds its first row, the row that is meant and those around it', () => {
    const passage = passageAt(FILE, { row: 50 }) ?? expect.unreachable();
    expect(passage.rows.map(({ row }) => row)).toEqual([1, ...Array.from({ length: 17 }, (_, at) => 42 + at)]);
    expect(passage.rows.filter(({ meant }) => meant)).toEqual([{ row: 50, cells: ['50/0', '50/1', '50/2'], meant: true }]);
    expect(passage).toMatchObject({ column: null, of: 100, cut: true });
    expect(passageAt(FILE, { row: 1 })?.rows.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('of a workbook names the cell, in every column that there may be', () => {
    const [, extract] = BOOK.parts;
    for (const column of [0, 1, 25, 26, 51]) {
      const at = placeIn(extract ?? expect.unreachable(), 7, column + 1);
      expect(passageAt(BOOK, at)?.column).toBe(column);
    }
    const passage = passageAt(BOOK, { sheet: 'Extract', cell: 'B7' });
    expect(passage?.rows.find(({ meant }) => meant)?.cells).toHaveLength(50);
    expect(passage).toMatchObject({ of: 300, cut: true });
  });

  it('of a document is the page, up to two hundred lines', () => {
    const passage = passageAt(LOAN, { page: 2 });
    expect(passage?.rows).toHaveLength(200);
    expect(passage).toMatchObject({ column: null, of: 250, cut: true });
    expect(passageAt(LOAN, { page: 1 })).toEqual({ rows: [], column: null, of: 0, cut: false });
  });

  it('is none where the file has no such place', () => {
    expect(passageAt(FILE, { row: 101 })).toBeNull();
    expect(passageAt(FILE, { page: 1 })).toBeNull();
    expect(passageAt(BOOK, { sheet: 'Other', cell: 'A1' })).toBeNull();
    expect(passageAt(BOOK, { sheet: 'Notes', cell: 'A9' })).toBeNull();
    expect(passageAt(BOOK, { sheet: 'Notes', cell: '1A' })).toBeNull();
    expect(passageAt(LOAN, { page: 3 })).toBeNull();
  });
});
