import { z } from 'zod';
import type { Facts } from '../../item/json';

/** Reserved keys of a Planning version's facts. */
export const FILE_FACT = '$file';
export const FAULTS_FACT = '$faults';
export const MAPPING_FACT = '$mapping';

/** Encodings by the names that ICU and the Encoding Standard know them by; ISO-8859-1 is read as its superset windows-1252. */
export const ENCODINGS = [
  'utf-8',
  'windows-1252',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-10',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'iso-8859-16',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How the bytes of a data file become records; the part of the recipe that a tester sees. */
export const parseSettingsSchema = z.object({
  format: z.enum(['delimited', 'parquet']),
  compression: z.enum(['none', 'gzip']),
  encoding: z.enum(ENCODINGS),
  delimiter: z.string(),
  quoted: z.boolean(),
  header: z.boolean(),
  /** Physical lines before the header, or before the first record where there is no header. */
  skipLines: z.number().int(),
  /** Physical line that holds the control total, wherever it stands; it is no record. */
  controlLine: z.number().int().nullable(),
  /** Numbers of a Parquet file become plain decimal text; absent in imports made before they did. */
  numbers: z.literal('plain').optional(),
});
export type ParseSettings = z.infer<typeof parseSettingsSchema>;

/** Every physical line of a file: total = header + accepted + setAside + passedOver. Leading and control lines are passed over. */
export const linesSchema = z.object({
  total: z.number().int(),
  header: z.number().int(),
  accepted: z.number().int(),
  setAside: z.number().int(),
  passedOver: z.number().int(),
});
export type LineCounts = z.infer<typeof linesSchema>;

/** The data file a Planning version is pinned to (domain.md, "1 Planning"). Counts are of records, size is in bytes. */
export const fileFactSchema = z.object({
  sha256: z.string(),
  name: z.string(),
  size: z.number().int(),
  dictionary: z.object({ sha256: z.string(), name: z.string() }).nullable(),
  parse: parseSettingsSchema,
  /** Column names in the file's order; positions as text where the file has no header. */
  columns: z.array(z.string()),
  read: z.number().int(),
  accepted: z.number().int(),
  quarantined: z.number().int(),
  /** Physical lines of the file by what became of them; only where some record spans lines or lines were passed over. */
  lines: linesSchema.optional(),
  control: z.number().int().nullable(),
  /** "line 1, field 13", "typed in" or empty. */
  controlFrom: z.string(),
  controlReason: z.string(),
  /** Columns of the key the records were keyed by on import; none for the record number. */
  key: z.array(z.string()),
  /** The record number is the key: a register without a natural key, or asked for. */
  recordNumberKey: z.boolean(),
  keyNote: z.string(),
  sourceSystem: z.string(),
  extractedBy: z.string(),
  extractedAt: z.string(),
  asOfDate: z.string(),
  populationHash: z.string(),
});
export type FileFact = z.infer<typeof fileFactSchema>;

export const FAULT_KINDS = ['structure', 'encoding', 'type', 'value', 'key', 'control'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export const FAULT_LABELS: Record<FaultKind, string> = {
  structure: 'Wrong number of fields',
  encoding: 'Unreadable characters',
  type: 'Wrong type',
  value: 'Not a valid value',
  key: 'Blank or duplicate key',
  control: 'Control total',
};

/** One fault: physical line and field, both counted from 1; field is null where the fault is the whole record's. */
export const faultSchema = z.object({
  kind: z.enum(FAULT_KINDS),
  line: z.number().int(),
  field: z.number().int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string(),
});
export type Fault = z.infer<typeof faultSchema>;

/** All faults by kind, and the first 1,000 of them in order of line and field. */
export const faultsFactSchema = z.object({
  total: z.number().int(),
  byKind: z.record(z.enum(FAULT_KINDS), z.number().int()),
  first: z.array(faultSchema),
});
export type FaultsFact = z.infer<typeof faultsFactSchema>;

export const mappingFactSchema = z.object({
  byName: z.number().int(),
  byPosition: z.number().int(),
  byMap: z.number().int(),
  /** Dictionary entries no column was found for, as "38 Sequence Number". */
  unmatchedEntries: z.array(z.string()),
  /** Columns the dictionary does not know; they became attributes. */
  unmatchedColumns: z.array(z.string()),
});
export type MappingFact = z.infer<typeof mappingFactSchema>;

/** Reads the pinned data file's fact; null before the first import. Throws where the fact is not what import writes. */
export function fileFact(facts: Facts): FileFact | null {
  const data = facts.get(FILE_FACT);
  return data === undefined ? null : fileFactSchema.parse(data);
}

/** Sentence saying how the counts fail to agree, or null: read = accepted + quarantined = control, or a reason. */
export function unreconciled(file: FileFact): string | null {
  if (file.controlReason.trim() !== '') return null;
  if (file.read !== file.accepted + file.quarantined)
    return `${file.read} records were read, but ${file.accepted} accepted and ${file.quarantined} quarantined make ${file.accepted + file.quarantined}.`;
  if (file.control !== null && file.control !== file.read)
    return `The control total says ${file.control} records, the file holds ${file.read}. Correct the file or state the reason.`;
  return null;
}
