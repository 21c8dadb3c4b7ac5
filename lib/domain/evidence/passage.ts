import type { EvidencePlace, ExtractedText, TextPart } from './extracted-text';

/** Rows that are shown before and after the one that is meant; of a page all are, up to the most. */
const AROUND = 8;
const MOST_ROWS = 200;
const MOST_COLUMNS = 50;

/** Rows of a file around a place in it, as text. */
export interface Passage {
  /** Rows by their number in the part, and whether it is the one that is meant. The first row of a table stands above them. */
  rows: { row: number; cells: string[]; meant: boolean }[];
  /** The cell that is meant, from 0; null where the whole row is. */
  column: number | null;
  /** How many rows the page, sheet or file has, and whether some of it is left out here. */
  of: number;
  cut: boolean;
}

/** "B7" → row 7, column 1 (from 0). */
function cellOf(cell: string): { row: number; column: number } | null {
  const [, letters, row] = /^([A-Z]+)([1-9]\d*)$/.exec(cell) ?? [];
  if (letters === undefined || row === undefined) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(row), column };
}

function isIn({ place }: TextPart, at: EvidencePlace): boolean {
  if ('page' in at) return place.kind === 'page' && place.page === at.page;
  return 'sheet' in at ? place.kind === 'sheet' && place.sheet === at.sheet : place.kind === 'file';
}

/** What a file says at a place and around it; null where it has no such place. */
export function passageAt({ parts }: ExtractedText, at: EvidencePlace): Passage | null {
  const part = parts.find((each) => isIn(each, at));
  if (part === undefined) return null;
  const meant = 'page' in at ? null : 'sheet' in at ? cellOf(at.cell) : { row: at.row, column: null };
  if (!('page' in at) && !part.rows.some(({ row }) => row === meant?.row)) return null;
  const near = part.rows.filter(({ row }, index) => meant === null || index === 0 || Math.abs(row - meant.row) <= AROUND);
  const shown = near.slice(0, MOST_ROWS);
  return {
    rows: shown.map(({ row, cells }) => ({ row, cells: cells.slice(0, MOST_COLUMNS), meant: row === meant?.row })),
    column: meant?.column ?? null,
    of: part.rows.length,
    cut: shown.length < part.rows.length || shown.some(({ cells }) => cells.length > MOST_COLUMNS),
  };
}
