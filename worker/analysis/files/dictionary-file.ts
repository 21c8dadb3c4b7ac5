import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { ImportParams, SheetView } from '#contract/inquiries';
import { decodedText } from '#domain/decoded-text';
import { fileRefusal } from '#domain/evidence/file-faults';
import { type DictionaryEntry, entriesFromRows } from '#domain/phases/planning/import/dictionary';
import { entriesFromJson } from '#domain/phases/planning/import/dictionary-json';
import { sniffDelimiter } from '#domain/phases/planning/import/sniff';
import { Refusal } from '#domain/refusals';
import type { Storage } from '#storage/storage';
import { workbookParts } from '#storage/workbook-parts';
import { readWorkbook } from './workbook-file';

/** Dictionaries are read whole; the largest known has a few thousand entries. */
const LARGEST_BYTES = 20 * 1_048_576;

function decode(bytes: Buffer): string {
  try {
    return decodedText('utf-8', bytes, { fatal: true });
  } catch {
    // No UTF-8 (TypeError says so): dictionaries saved by older office programs are in the Western encoding.
    return decodedText('windows-1252', bytes);
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

/** A dictionary as it was read. */
export interface ReadDictionary {
  entries: DictionaryEntry[];
  /** Sheets of a workbook in their order, and the one that was read; none where it is no workbook. */
  sheets: readonly SheetView[];
  sheet: string | null;
}

const NO_DICTIONARY: ReadDictionary = { entries: [], sheets: [], sheet: null };

/** The sheet asked for, else the visible one with the most entries: covers and lists of codes have fewer, or none. */
function chosenSheet(sheets: readonly (SheetView & { found: DictionaryEntry[] })[], asked: string | null) {
  if (asked !== null) {
    const named = sheets.find(({ name }) => name === asked);
    if (named === undefined) throw new Refusal('invalid_input', `The workbook has no sheet “${asked}”.`);
    return named;
  }
  const most = Math.max(0, ...sheets.filter(({ hidden }) => !hidden).map(({ entries }) => entries));
  return sheets.find(({ hidden, entries }) => !hidden && entries === most && most > 0) ?? null;
}

async function readSheets(path: string, asked: string | null): Promise<ReadDictionary> {
  const unpacked = await workbookParts(path, 'anything');
  if (!unpacked.taken) throw fileRefusal(unpacked.fault);
  const sheets = (await readWorkbook(unpacked.parts)).map(({ name, hidden, rows }) => {
    const found = entriesFromRows(rows);
    return { name, hidden, entries: found.length, found };
  });
  const chosen = chosenSheet(sheets, asked);
  const views = sheets.map(({ name, hidden, entries }) => ({ name, hidden, entries }));
  if (chosen === null && sheets.some(({ hidden, entries }) => hidden && entries > 0))
    throw new Refusal('file_unreadable', 'Only hidden sheets of the workbook hold a dictionary: choose one, or show it.');
  return { entries: chosen?.found ?? [], sheets: views, sheet: chosen?.name ?? null };
}

async function readWhole(path: string, sheet: string | null): Promise<ReadDictionary> {
  const bytes = await readFile(path);
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return await readSheets(path, sheet);
  const text = decode(bytes).replace(/^\ufeff/, '');
  const isJson = /^\s*[[{]/.test(text);
  return { ...NO_DICTIONARY, entries: isJson ? entriesFromJson(JSON.parse(text) as unknown) : entriesFromRows(rowsFromText(text)) };
}

/**
 * A dictionary file: CSV with any common delimiter, XLSX, or JSON (a list of objects, a Frictionless table schema, a JSON Schema).
 * `sheet`: that of a workbook; null for the visible one with the most entries. Refuses what has no entries.
 */
export async function readDictionary(path: string, name: string, sheet: string | null = null): Promise<ReadDictionary> {
  const { size } = await stat(path);
  if (size === 0) throw new Refusal('file_empty', name);
  if (size > LARGEST_BYTES) throw new Refusal('file_too_large', `A dictionary may have 20 MB: ${name}.`);
  const read = await readWhole(path, sheet).catch((error: unknown) => {
    if (error instanceof Refusal) throw error;
    throw new Refusal('file_unreadable', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (read.entries.length === 0)
    throw new Refusal('file_unreadable', `${name} has no header with a column of names and one more known column.`);
  return read;
}

/** The dictionary of an import; none where no file is stated. */
export async function dictionaryOf(storage: Storage, params: ImportParams): Promise<ReadDictionary> {
  if (params.dictionarySha256 === null) return NO_DICTIONARY;
  return await readDictionary(storage.path(params.dictionarySha256), params.dictionaryName ?? 'dictionary', params.sheet ?? null);
}
