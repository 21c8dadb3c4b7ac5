import type { Sought } from './find-value';
import type { SearchableText } from './match';
import type { SearchablePart } from './searchable-part';
import { HEADER_ROWS, headedColumn } from './table-cells';

/** A table of more columns is not read by people. */
const MOST_HEADINGS = 500;
const LONGEST_HEADING = 200;

/** An attribute that is looked for in a table, and what heads the column in which it is looked for; null where no column is known. */
export interface SoughtColumn {
  code: string;
  name: string;
  heading: string | null;
}

function cellsOf({ part }: SearchablePart, row: number): string[] {
  return (part.rows[row]?.cells ?? []).map((cell) => cell.trim());
}

/** The row that heads a table: the one among the upper rows that heads most of what is sought, else the first of the fullest. */
function headerRow(searchable: SearchablePart, sought: readonly Sought[]): number | null {
  const upper = [...searchable.part.rows.slice(0, HEADER_ROWS).keys()];
  const heads = new Map<number, number>();
  for (const one of sought) {
    const row = headedColumn(searchable, one)?.row;
    if (row !== undefined) heads.set(row, (heads.get(row) ?? 0) + 1);
  }
  const worth = (row: number) => (heads.get(row) ?? 0) * MOST_HEADINGS + cellsOf(searchable, row).filter((cell) => cell !== '').length;
  const [best] = upper.sort((a, b) => worth(b) - worth(a) || a - b);
  // One cell in a row is a line of text.
  return best !== undefined && cellsOf(searchable, best).filter((cell) => cell !== '').length > 1 ? best : null;
}

/** What heads the columns of a file's tables, as it is written there, each once; none where it holds no table. */
export function headingsIn({ parts }: SearchableText, sought: readonly Sought[]): string[] {
  const tables = parts.filter(({ part }) => part.place.kind !== 'page');
  const heads = tables.flatMap((table) => {
    const row = headerRow(table, sought);
    return row === null ? [] : cellsOf(table, row);
  });
  return [...new Set(heads.filter((head) => head !== '' && head.length <= LONGEST_HEADING))].slice(0, MOST_HEADINGS);
}

/** In which column each of some attributes is looked for, in the order in which they are given. */
export function soughtColumns({ parts }: SearchableText, sought: readonly Sought[]): SoughtColumn[] {
  return sought.map((one) => {
    const found = parts.flatMap((searchable) => {
      const column = headedColumn(searchable, one);
      return column === null ? [] : [cellsOf(searchable, column.row)[column.cell] ?? ''];
    });
    return { code: one.code, name: one.name, heading: found[0] ?? null };
  });
}
