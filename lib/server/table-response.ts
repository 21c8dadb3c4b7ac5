import 'server-only';
import type { Table } from './table-cell';
import { tableCsv } from './table-csv';
import { tableXlsx } from './table-xlsx';

/** A table as a file of CSV that no cache keeps. */
export function csvResponse(fileName: string, table: Table): Response {
  return fileResponse(tableCsv(table), fileName, 'text/csv; charset=utf-8');
}

/** A table as a workbook that no cache keeps. */
export async function xlsxResponse(fileName: string, sheet: string, table: Table): Promise<Response> {
  const bytes = new Uint8Array(await tableXlsx(sheet, table));
  return fileResponse(bytes, fileName, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
}

function fileResponse(body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>, fileName: string, contentType: string): Response {
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  });
}
