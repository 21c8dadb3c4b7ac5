import 'server-only';
import writeExcelFile from 'write-excel-file/node';
import type { Table, TableCell } from './table-cell';

const INSTANT_FORMAT = 'yyyy-mm-dd hh:mm';
const SHARE_FORMAT = '0.0%';
const COLUMN_WIDTH = 16;

/**
 * A table as a workbook of one sheet: counts as numbers, instants as dates in UTC, shares as per cent. Words are kept as words, which no spreadsheet
 * runs as a formula.
 */
export async function tableXlsx(sheet: string, { header, rows }: Table): Promise<Buffer> {
  const head = header.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const columns = header.map(() => ({ width: COLUMN_WIDTH }));
  return await writeExcelFile([head, ...rows.map((row) => row.map(cellOf))], { sheet, columns, stickyRowsCount: 1 }).toBuffer();
}

function cellOf(cell: TableCell) {
  if (cell === null) return null;
  if (typeof cell === 'string') return { value: cell, type: String };
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (cell instanceof Date) return { value: cell, type: Date, format: INSTANT_FORMAT };
  return { value: cell.share, type: Number, format: SHARE_FORMAT };
}
