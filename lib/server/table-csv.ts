import 'server-only';
import { csvLine } from '#domain/csv-cell';
import { percent } from '#domain/percent';
import type { Table, TableCell } from './table-cell';

const ROWS_A_PULL = 500;

/** A table as CSV, made as the browser takes it; formula cells are neutralised. */
export function tableCsv({ header, rows }: Table): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      // The byte order mark tells spreadsheets that this is UTF-8.
      if (next === 0) controller.enqueue(encoder.encode(`\uFEFF${csvLine(header)}`));
      const lines = rows.slice(next, next + ROWS_A_PULL);
      next += ROWS_A_PULL;
      if (lines.length > 0) controller.enqueue(encoder.encode(lines.map((row) => csvLine(row.map(textOf))).join('')));
      if (next >= rows.length) controller.close();
    },
  });
}

function textOf(cell: TableCell): string | null {
  if (cell === null || typeof cell === 'string') return cell;
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'number' ? String(cell) : percent(Math.round(cell.share * 1_000_000), 1_000_000);
}
