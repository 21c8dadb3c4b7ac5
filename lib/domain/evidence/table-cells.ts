import { folded, spacedText } from '../comparing/folded-text';
import { type EvidencePlace, placeIn } from './extracted-text';
import type { Sought } from './find-value';
import type { Occurrence, SearchablePart } from './searchable-part';

/** Rows at the beginning of a table among which its header is looked for. */
export const HEADER_ROWS = 20;

/** A row as it is searched: its cells folded, with tabs between them. */
export function rowText({ text, starts }: SearchablePart, row: number): string {
  return text.slice(starts[row] ?? 0, (starts[row + 1] ?? text.length + 1) - 1);
}

/** The column that a heading names: the first cell among the upper rows that holds it and nothing else. */
function columnCalled(searchable: SearchablePart, heading: string): { row: number; cell: number } | null {
  for (const row of searchable.part.rows.slice(0, HEADER_ROWS).keys()) {
    const cell = rowText(searchable, row)
      .split('\t')
      .findIndex((text) => text.trim() === asWritten(heading));
    if (cell !== -1) return { row, cell };
  }
  return null;
}

/**
 * The column of an attribute in a table: the one that somebody named, else the first whose head holds its code, or else its name, and nothing
 * else; null where there is none.
 */
export function headedColumn(searchable: SearchablePart, { name, code, heading }: Sought): { row: number; cell: number } | null {
  if (searchable.part.place.kind === 'page') return null;
  if (heading !== undefined) return columnCalled(searchable, heading);
  const plain = (text: string) =>
    folded(spacedText(text))
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  // A code is one attribute's alone, a name may be several's.
  const heads = [plain(code), plain(name)].filter((head) => head !== '');
  for (const row of searchable.part.rows.slice(0, HEADER_ROWS).keys()) {
    const cells = rowText(searchable, row).split('\t');
    const exactly = code === '' ? -1 : cells.findIndex((text) => text.trim() === folded(code));
    const cell = exactly === -1 ? heads.map((head) => cells.findIndex((text) => plain(text) === head)).find((at) => at !== -1) : exactly;
    if (cell !== undefined) return { row, cell };
  }
  return null;
}

/** Rows by what stands in a column, for the columns that were asked for. */
const COLUMNS = new WeakMap<SearchablePart, Map<number, ReadonlyMap<string, readonly number[]>>>();

/** The rows of a table in whose column a text stands and nothing else; the column is read once, however many records are looked for. */
function rowsHolding(searchable: SearchablePart, cell: number, text: string): readonly number[] {
  const columns = COLUMNS.get(searchable) ?? new Map<number, ReadonlyMap<string, readonly number[]>>();
  COLUMNS.set(searchable, columns);
  const column = columns.get(cell) ?? columnOf(searchable, cell);
  columns.set(cell, column);
  return column.get(text) ?? [];
}

function columnOf(searchable: SearchablePart, cell: number): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, { cells }] of searchable.part.rows.entries()) {
    const text = asWritten(cells[cell] ?? '');
    const there = rows.get(text);
    if (there === undefined) rows.set(text, [row]);
    else there.push(row);
  }
  return rows;
}

function asWritten(text: string): string {
  return folded(spacedText(text)).trim();
}

/**
 * What a table says of an attribute in the row of a record: the cell below its code or name, in the rows that have every key, each below its own
 * code where the table has that. Null where no column is headed so, no row has them all, or several do that say different things.
 */
export function readCell(
  { parts }: { parts: readonly SearchablePart[] },
  keys: readonly Sought[],
  value: Sought,
  ofKeys: readonly (readonly (readonly Occurrence[])[])[],
): { text: string; at: EvidencePlace } | null {
  const cells = parts.flatMap((searchable, part) => {
    const head = headedColumn(searchable, value);
    if (head === null || keys.length === 0) return [];
    const rows = keys.map((key, at): ReadonlySet<number> => {
      const column = headedColumn(searchable, key);
      if (column !== null) return new Set(rowsHolding(searchable, column.cell, asWritten(key.value ?? '')));
      return new Set((ofKeys[at]?.[part] ?? []).filter(({ isCertain }) => isCertain).map(({ row }) => row));
    });
    const [first, ...others] = rows;
    const common = [...(first ?? [])].filter((row) => row > head.row && others.every((each) => each.has(row)));
    return common.flatMap((row) => {
      const found = searchable.part.rows[row];
      // As the file has it: what is searched is folded.
      return found === undefined
        ? []
        : [{ text: (found.cells[head.cell] ?? '').trim(), at: placeIn(searchable.part, found.row, head.cell + 1) }];
    });
  });
  return new Set(cells.map(({ text }) => text)).size === 1 ? (cells[0] ?? null) : null;
}
