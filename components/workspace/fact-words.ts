import type { ItemData, Json } from '#domain/item/json';
import { delimiterWords } from '#domain/phases/planning/import/delimiter-words';
import { DRAW_METHOD_LABELS } from '#domain/phases/sample-selection/facts';
import { fileSize } from '../ui/file-words';

/** One line of a fact in words. `code` lines are hashes and keys, set in the mono face. */
export interface FactLine {
  name: string;
  label: string;
  value: string;
  code: boolean;
}

const LABELS: Record<string, string> = {
  name: 'File',
  fileName: 'File',
  size: 'Size',
  sha256: 'SHA-256 of the file',
  fileSha256: 'SHA-256 of the file',
  'dictionary.name': 'Dictionary',
  'dictionary.sha256': 'SHA-256 of the dictionary',
  asOfDate: 'As of',
  sourceSystem: 'Source system',
  extractedBy: 'Extracted by',
  extractedAt: 'Extracted on',
  read: 'Records read',
  accepted: 'Records accepted',
  quarantined: 'Records set aside',
  'lines.total': 'Physical lines',
  'lines.header': 'Lines of the header',
  'lines.accepted': 'Lines of accepted records',
  'lines.setAside': 'Lines set aside',
  'lines.passedOver': 'Lines passed over',
  count: 'Records',
  control: 'Control total',
  controlFrom: 'Control total taken from',
  controlReason: 'Why the counts differ',
  key: 'Record key',
  recordNumberKey: 'Keyed by record number',
  keyNote: 'About the key',
  populationHash: 'Hash of the population',
  hash: 'Hash of the population',
  format: 'Format',
  compression: 'Compression',
  encoding: 'Encoding',
  delimiter: 'Separator',
  quoted: 'Quoted fields',
  header: 'Header line',
  skipLines: 'Leading lines skipped',
  controlLine: 'Line of the control total',
  numbers: 'Numbers of the file become',
  columns: 'Columns',
  byName: 'Matched by name',
  byPosition: 'Matched by position',
  byMap: 'Matched by hand',
  unmatchedEntries: 'Entries without a column',
  unmatchedColumns: 'Columns without an entry',
  column: 'Column',
  code: 'Attribute',
  seed: 'Seed',
  method: 'Method',
  methodVersion: 'Version of the method',
  keysHash: 'Hash of the drawn keys',
  reason: 'Reason',
};

/** Nested records whose entries would be mistaken for those of the fact itself. */
const OWN_NAMES = new Set(['dictionary', 'lines']);
const HIDDEN = new Set(['recipeHash', 'recipe', 'parquetSha256', 'uploadId']);
const METHODS: Readonly<Record<string, string>> = DRAW_METHOD_LABELS;

/** A fact's content as labelled lines, nested settings flattened, in the order of `LABELS`, others after them. */
export function factLines(data: ItemData): FactLine[] {
  const place = new Map(Object.keys(LABELS).map((name, at) => [name, at]));
  const unplaced = place.size;
  return Object.entries(data)
    .flatMap(([name, value]) => lines(name, value))
    .sort((a, b) => (place.get(a.name) ?? unplaced) - (place.get(b.name) ?? unplaced));
}

function lines(name: string, value: Json): FactLine[] {
  if (HIDDEN.has(name) || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [];
  if (typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value as ItemData).flatMap(([inner, nested]) => lines(OWN_NAMES.has(name) ? `${name}.${inner}` : inner, nested));
  }
  if (Array.isArray(value) && value.some((entry) => typeof entry === 'object' && entry !== null)) {
    return [{ name, label: labelOf(name), value: `${value.length.toLocaleString('en')} entries`, code: false }];
  }
  return [{ name, label: labelOf(name), value: words(name, value), code: isCode(name, value) }];
}

function words(name: string, value: Json): string {
  if (Array.isArray(value)) return value.length > 12 ? `${value.slice(0, 12).join(', ')} and ${value.length - 12} more` : value.join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (name === 'size' && Number.isFinite(Number(value))) return fileSize(Number(value));
  if (name === 'method') return METHODS[String(value)] ?? String(value);
  if (name === 'delimiter') return delimiterWords(String(value));
  if (name.endsWith('Percent')) return `${String(value)} %`;
  if (name === 'key' && value === '@row') return 'Record number (no natural key)';
  if (name === 'format' || name === 'compression' || name === 'encoding') return SETTINGS[String(value)] ?? String(value);
  if (typeof value === 'number' || /^\d{4,15}$/.test(String(value))) return Number(value).toLocaleString('en');
  return String(value);
}

const SETTINGS: Record<string, string> = {
  delimited: 'Delimited text',
  parquet: 'Parquet',
  none: 'None',
  gzip: 'Gzip',
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

function isCode(name: string, value: Json): boolean {
  return /hash|sha256|seed/i.test(name) || (typeof value === 'string' && /^[0-9a-f]{32,}$/.test(value));
}

function labelOf(name: string): string {
  const known = LABELS[name];
  if (known) return known;
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
