import 'server-only';
import type { CycleProgressView } from '#contract/views/progress-views';
import { csvLine } from '#domain/csv-cell';
import { percent } from '#domain/percent';
import { PROGRESS_HEADER, progressRows, type TableCell } from './progress-table';

const LINES_A_PULL = 50;

/** One line a planned phase of each report, made as the browser takes them. */
export function progressCsv(view: CycleProgressView): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      // The byte order mark tells spreadsheets that this is UTF-8.
      if (next === 0) controller.enqueue(encoder.encode(`\uFEFF${csvLine(PROGRESS_HEADER)}`));
      const reports = view.reports.slice(next, next + LINES_A_PULL);
      next += LINES_A_PULL;
      const rows = reports.flatMap((report) => progressRows(view, report));
      if (rows.length > 0) controller.enqueue(encoder.encode(rows.map((row) => csvLine(row.map(textOf))).join('')));
      if (next >= view.reports.length) controller.close();
    },
  });
}

function textOf(cell: TableCell): string | null {
  if (cell === null || typeof cell === 'string') return cell;
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'number' ? String(cell) : percent(Math.round(cell.share * 1_000_000), 1_000_000);
}
