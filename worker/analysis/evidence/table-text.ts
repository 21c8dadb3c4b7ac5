import { parse } from 'csv-parse/sync';
import type { ExtractedText, TextPart } from '#domain/evidence/extracted-text';
import { fileRefusal } from '#domain/evidence/file-faults';
import { delimiterOf, textOf } from '#domain/evidence/text-bytes';
import { readWorkbook } from '../files/workbook-file';

function filledRows(rows: readonly (readonly string[])[]): TextPart['rows'] {
  return rows
    .map((cells, index) => ({ row: index + 1, cells: [...cells] }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

function textIn(bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (text === null) throw fileRefusal('no-text');
  return text;
}

/** Text of a table, record by record; a record counts as one row, however many lines it takes. */
export function csvText(bytes: Uint8Array): ExtractedText {
  const text = textIn(bytes);
  const rows = parse(text, { delimiter: delimiterOf(text) ?? ',', relax_column_count: true, relax_quotes: true });
  return { parts: [{ place: { kind: 'file' }, rows: filledRows(rows) }] };
}

/** Text of a text file, line by line; tabs part cells. */
export function plainText(bytes: Uint8Array): ExtractedText {
  const rows = textIn(bytes)
    .split(/\r\n|\r|\n/)
    .map((line) => line.split('\t'));
  return { parts: [{ place: { kind: 'file' }, rows: filledRows(rows) }] };
}

/** Text of a workbook by its parts, sheet by sheet, hidden ones too: cells as the workbook shows them, of formulas what they last came to. */
export async function workbookText(parts: Readonly<Record<string, Uint8Array>>): Promise<ExtractedText> {
  const sheets = await readWorkbook(parts);
  return { parts: sheets.map(({ name, rows }) => ({ place: { kind: 'sheet', sheet: name }, rows: filledRows(rows) })) };
}
