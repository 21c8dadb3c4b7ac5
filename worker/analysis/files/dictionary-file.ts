import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import readSpreadsheet from 'read-excel-file/node';
import { type DictionaryEntry, entriesFromRows, rowsFromJson } from '#domain/phases/planning/import/dictionary';
import { sniffDelimiter } from '#domain/phases/planning/import/sniff';
import { Refusal } from '#domain/refusals';

/** Dictionaries are read whole; the largest known has a few thousand entries. */
const LARGEST_BYTES = 20 * 1_048_576;

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // No UTF-8 (TypeError says so): dictionaries saved by older office programs are in the Western encoding.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function rowsFromText(text: string): string[][] {
  const lines = text
    .split(/\r?\n/)
    .slice(0, 200)
    .filter((line) => line.trim() !== '');
  return parse(text, {
    delimiter: sniffDelimiter(lines),
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    skip_empty_lines: true,
  });
}

async function rowsOf(path: string, bytes: Buffer): Promise<string[][]> {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    const sheets = await readSpreadsheet(path);
    for (const { data } of sheets) {
      const rows = data.map((row) =>
        row.map((cell) => (cell === null ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell))),
      );
      if (entriesFromRows(rows).length > 0) return rows;
    }
    return [];
  }
  const text = decode(bytes).replace(/^\ufeff/, '');
  const isJson = /^\s*[[{]/.test(text);
  return isJson ? rowsFromJson(JSON.parse(text) as unknown) : rowsFromText(text);
}

/** Entries of a dictionary file: CSV with any common delimiter, XLSX, or JSON with a list of objects. Refuses what has none. */
export async function readDictionary(path: string, name: string): Promise<DictionaryEntry[]> {
  const { size } = await stat(path);
  if (size === 0) throw new Refusal('file_empty', name);
  if (size > LARGEST_BYTES) throw new Refusal('file_too_large', `A dictionary may have 20 MB: ${name}.`);
  let rows: string[][];
  try {
    rows = await rowsOf(path, await readFile(path));
  } catch (error) {
    throw new Refusal('file_unreadable', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const entries = entriesFromRows(rows);
  if (entries.length === 0) throw new Refusal('file_unreadable', `${name} has no header with a column of names and one more known column.`);
  return entries;
}
