import type { TextPart } from './extracted-text';

/** A piece of a page's text, as pdf.js gives it: `transform` is [a, b, c, d, x, y], lengths are in points. */
export interface PlacedText {
  str: string;
  transform: readonly number[];
  width: number;
}

interface Placed {
  /** Its place among the pieces of the page. */
  index: number;
  text: string;
  /** Which way it is written, in quarter turns. */
  turn: number;
  /** Where it begins along its line, where it ends, and how high its line stands. */
  from: number;
  to: number;
  height: number;
  size: number;
}

/** Shares of the letters' size: up to which two pieces share a line, and from which on a gap is a blank, or the next column. */
const SAME_LINE = 0.5;
const BLANK = 0.15;
const COLUMN = 1.5;

function placed({ str, transform, width }: PlacedText, index: number): Placed {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  const turn = Math.round(Math.atan2(b, a) / (Math.PI / 2));
  const [cos, sin] = [Math.cos((turn * Math.PI) / 2), Math.sin((turn * Math.PI) / 2)];
  const from = x * cos + y * sin;
  return { index, text: str, turn, from, to: from + width, height: y * cos - x * sin, size: Math.hypot(c, d) || 1 };
}

/** Pieces that share a line, line by line from the top. */
function linesOf(pieces: readonly Placed[]): Placed[][] {
  const sorted = [...pieces].sort((a, b) => a.turn - b.turn || b.height - a.height || a.from - b.from);
  const lines: Placed[][] = [];
  for (const piece of sorted) {
    const first = lines.at(-1)?.[0];
    const isSame =
      first !== undefined && first.turn === piece.turn && first.height - piece.height <= SAME_LINE * Math.min(first.size, piece.size);
    if (isSame) lines.at(-1)?.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line) => line.sort((a, b) => a.from - b.from));
}

/** A cell of a row: its text, and the pieces that it is made of, by their place among those of the page. */
export interface PlacedCell {
  text: string;
  pieces: readonly number[];
}

function cellsOf(line: readonly Placed[]): PlacedCell[] {
  const cells: { text: string; pieces: number[] }[] = [];
  let end: number | null = null;
  for (const { index, text, from, to, size } of line) {
    const gap = end === null ? Number.POSITIVE_INFINITY : from - end;
    const last = cells.at(-1);
    if (last === undefined || gap > COLUMN * size) cells.push({ text, pieces: [index] });
    else {
      last.text += `${gap > BLANK * size ? ' ' : ''}${text}`;
      last.pieces.push(index);
    }
    end = Math.max(end ?? to, to);
  }
  return cells.map(({ text, pieces }) => ({ text: text.trim(), pieces })).filter(({ text }) => text !== '');
}

/** Rows of a page as people read them, from the top, whatever the order in which the file draws them: a label and what stands beside it are one row, columns its cells. */
export function placedRows(pieces: readonly PlacedText[]): PlacedCell[][] {
  const written = pieces.map(placed).filter(({ text }) => text.trim() !== '');
  return linesOf(written).map(cellsOf);
}

/** The rows of a page as text; `placedRows` says where they stand. */
export function pageRows(pieces: readonly PlacedText[]): TextPart['rows'] {
  return placedRows(pieces).map((cells, index) => ({ row: index + 1, cells: cells.map(({ text }) => text) }));
}
