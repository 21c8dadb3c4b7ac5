import type { ImportParams, ImportPreview } from '#contract/inquiries';
import type { UploadedFile } from '#contract/work-inputs';
import type { Encoding } from '#domain/phases/planning/facts';

export type ControlKind = 'none' | 'line' | 'typed';

/** The import form as a person fills it in; texts as typed, so that a half-typed number is not lost. */
export interface ImportSettings {
  dictionary: UploadedFile | null;
  data: UploadedFile | null;
  /** '' lets the server detect it. */
  delimiter: string;
  header: boolean;
  skipLines: string;
  /** Column names in order, ['@row'] for the record number, [] to take the proposed one. */
  key: readonly string[];
  map: Readonly<Record<string, string>>;
  types: Readonly<Record<string, string>>;
  /** '' lets the server detect it. */
  encoding: Encoding | '';
  /** Sheet of a workbook; null for the one the server chooses. */
  sheet: string | null;
  formats: Readonly<Record<string, string>>;
  values: Readonly<Record<string, readonly string[]>>;
  controlKind: ControlKind;
  controlLine: string;
  controlField: string;
  controlTotal: string;
  controlReason: string;
  sourceSystem: string;
  extractedBy: string;
  extractedAt: string;
  asOfDate: string;
}

export const EMPTY_IMPORT: ImportSettings = {
  dictionary: null,
  data: null,
  delimiter: '',
  header: true,
  skipLines: '0',
  key: [],
  map: {},
  types: {},
  encoding: '',
  sheet: null,
  formats: {},
  values: {},
  controlKind: 'none',
  controlLine: '1',
  controlField: '1',
  controlTotal: '',
  controlReason: '',
  sourceSystem: '',
  extractedBy: '',
  extractedAt: '',
  asOfDate: '',
};

/** What is still missing before a preview can be asked for, in words; null when nothing is. */
export function previewBlocked(settings: ImportSettings): string | null {
  if (!settings.data) return 'Choose a data file first.';
  if (count(settings.skipLines) === null) return 'Lines to skip must be a whole number.';
  if (settings.controlKind === 'line' && (!count(settings.controlLine) || !count(settings.controlField))) {
    return 'The control total needs a line and a field, both counted from 1.';
  }
  if (settings.controlKind === 'typed' && count(settings.controlTotal) === null) return 'The control total must be a whole number.';
  return null;
}

/** What is still missing before an import can be started, by name. */
export function importBlocked(settings: ImportSettings): string | null {
  const blocked = previewBlocked(settings);
  if (blocked) return blocked;
  const missing = [
    settings.sourceSystem.trim() === '' ? 'the source system' : null,
    settings.extractedBy.trim() === '' ? 'who extracted the file' : null,
    settings.extractedAt === '' ? 'when it was extracted' : null,
    settings.asOfDate === '' ? 'the as-of date' : null,
  ].filter((entry) => entry !== null);
  if (missing.length === 0) return null;
  return `Please state ${new Intl.ListFormat('en').format(missing)}.`;
}

/** The columns whose format nobody but a person can tell, in words; null when none is left. */
export function formatsAsked(settings: ImportSettings, preview: ImportPreview): string | null {
  const open = preview.columns.filter(
    ({ code, type, asks }) => asks.length > 0 && (settings.types[code] ?? type) === type && !settings.formats[code],
  );
  if (open.length === 0) return null;
  return `Please choose how ${new Intl.ListFormat('en').format(open.map(({ name, column }) => name || column))} is written.`;
}

/** The settings as the server takes them. Call only when `previewBlocked` is null. */
export function importParams(settings: ImportSettings): ImportParams {
  if (!settings.data) throw new Error('An import needs a data file.');
  return {
    dictionarySha256: settings.dictionary?.sha256 ?? null,
    dictionaryName: settings.dictionary?.fileName ?? null,
    dataSha256: settings.data.sha256,
    dataName: settings.data.fileName,
    delimiter: settings.delimiter === '' ? null : settings.delimiter,
    quoted: null,
    header: settings.header,
    skipLines: count(settings.skipLines) ?? 0,
    key: settings.key.length === 0 ? null : settings.key,
    map: settings.map,
    types: settings.types,
    encoding: settings.encoding === '' ? null : settings.encoding,
    sheet: settings.sheet,
    formats: settings.formats,
    values: settings.values,
    control: controlOf(settings),
    controlReason: settings.controlReason.trim(),
    sourceSystem: settings.sourceSystem.trim(),
    extractedBy: settings.extractedBy.trim(),
    extractedAt: settings.extractedAt,
    asOfDate: settings.asOfDate,
  };
}

function controlOf(settings: ImportSettings): ImportParams['control'] {
  switch (settings.controlKind) {
    case 'none':
      return null;
    case 'line':
      return { line: count(settings.controlLine) ?? 1, field: count(settings.controlField) ?? 1 };
    case 'typed':
      return { total: count(settings.controlTotal) ?? 0 };
  }
}

function count(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}
