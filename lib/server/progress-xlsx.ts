import 'server-only';
import writeExcelFile from 'write-excel-file/node';
import type { CycleProgressView } from '#contract/views/progress-views';
import { PROGRESS_HEADER, progressRows, type TableCell } from './progress-table';

const INSTANT_FORMAT = 'yyyy-mm-dd hh:mm';
const SHARE_FORMAT = '0.0%';
const COLUMN_WIDTH = 16;

/**
 * The heat map of a cycle as a workbook: a row a planned phase of each report, counts as numbers, instants as dates in UTC, shares as per cent. Words are kept
 * as words, which no spreadsheet runs as a formula.
 */
export async function progressXlsx(view: CycleProgressView): Promise<Buffer> {
  const header = PROGRESS_HEADER.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const rows = view.reports.flatMap((report) => progressRows(view, report)).map((row) => row.map(cellOf));
  const columns = PROGRESS_HEADER.map(() => ({ width: COLUMN_WIDTH }));
  return await writeExcelFile([header, ...rows], { sheet: 'Progress', columns, stickyRowsCount: 1 }).toBuffer();
}

function cellOf(cell: TableCell) {
  if (cell === null) return null;
  if (typeof cell === 'string') return { value: cell, type: String };
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (cell instanceof Date) return { value: cell, type: Date, format: INSTANT_FORMAT };
  return { value: cell.share, type: Number, format: SHARE_FORMAT };
}
