import { isUtf8 } from 'node:buffer';
import { counted } from '#domain/phase/filters';
import type { LineCounts, ParseSettings } from '#domain/phases/planning/facts';
import { distinctColumns } from '#domain/phases/planning/import/attribute-codes';
import { delimiterWords } from '#domain/phases/planning/import/delimiter-words';
import type { FaultList } from '#domain/phases/planning/import/fault-list';
import { RecordScanner, type ScannedRecord, splitRecord } from '#domain/phases/planning/import/record-scanner';
import { usualFieldCount } from '#domain/phases/planning/import/sniff';
import { Refusal } from '#domain/refusals';
import { RecordWriter } from './record-writer';
import { RowHasher } from './row-hasher';
import { type SourceKind, sourceBytes } from './source-file';

export interface ReadRequest {
  path: string;
  kind: SourceKind;
  settings: ParseSettings;
  /** Field of the control line that holds the total; null where none is read. */
  controlField: number | null;
  /** Where accepted records are written for DuckDB. */
  output: string;
  signal: AbortSignal;
  onRecords: (read: number) => void;
}

export interface ReadOutcome {
  columns: string[];
  read: number;
  accepted: number;
  quarantined: number;
  lines: LineCounts;
  /** What the control line's field holds; null where there is none. */
  controlText: string | null;
  /** Accepted records were written with quotation marks, so that one may span lines. */
  hasQuotes: boolean;
}

const REPLACEMENT = Buffer.from('\ufffd', 'utf8');
const PROGRESS_EVERY = 50_000;

function fieldCountOf({ kind, settings }: ReadRequest): number {
  const delimiter = Buffer.from(settings.delimiter, 'utf8');
  const scanner = new RecordScanner(delimiter, settings.quoted, kind.lineEnd, settings.skipLines);
  const counts: number[] = [];
  const sample = Buffer.from(kind.sample, 'utf8');
  for (const record of [...scanner.push(sample), ...scanner.end()]) {
    if (record.line <= settings.skipLines || record.problem !== null || record.line === settings.controlLine) continue;
    counts.push(record.fields);
    if (counts.length === 1_000) break;
  }
  return usualFieldCount(counts);
}

/** Why a record's bytes cannot be kept, or null. `isTrusted`: its whole piece of the file was found to be clean UTF-8. */
function undecodable(bytes: Buffer, isTrusted: boolean, isConverted: boolean): string | null {
  if (!isTrusted && !isUtf8(bytes)) return 'The record holds bytes that are no UTF-8 text.';
  if (bytes.includes(0)) return 'The record holds the character U+0000.';
  return isConverted && bytes.includes(REPLACEMENT) ? 'The record holds characters that cannot be decoded.' : null;
}

const FIELDS = { one: 'field', many: 'fields' };

function fieldsProblem(fields: number, expected: number, hasHeader: boolean): string | null {
  if (fields === expected) return null;
  return `The record has ${counted(fields, FIELDS)}, ${hasHeader ? 'the header has' : 'most have'} ${expected}.`;
}

/** A problem with the physical lines it takes along: what stands in them is set aside with it. */
function spanned(problem: string, { line, lines }: ScannedRecord): string {
  return lines === 1 ? problem : `${problem} It takes lines ${line} to ${line + lines - 1} along, which are set aside together.`;
}

/** Why no record could be accepted: what most of them have, and how they were taken apart. */
function noneRead(counts: ReadonlyMap<number, number>, expected: number, faults: FaultList, settings: ParseSettings): string {
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const apart = `Fields were separated at ${delimiterWords(settings.delimiter).toLowerCase()}, text was read as ${settings.encoding}: check separator, header, encoding and leading lines.`;
  const first = faults.fact().first[0]?.message ?? '';
  const problem =
    most === undefined || most[0] === expected
      ? first
      : `They have ${counted(most[0], FIELDS)}, ${settings.header ? 'the header has' : 'the first has'} ${expected}.`;
  return `None of its records can be read. ${problem} ${apart}`;
}

/** Re-writes a quoted record field by field, so that what the scanner understood is what DuckDB reads. */
function requoted(fields: readonly string[], delimiter: string): Buffer {
  return Buffer.from(fields.map((field) => (field === '' ? '' : `"${field.replaceAll('"', '""')}"`)).join(delimiter), 'utf8');
}

/**
 * Reads a delimited file once, record by physical record: counts them, quarantines what is ragged or cannot be decoded
 * (into `faults`, by line), reads the control total, and writes the rest for DuckDB.
 */
export async function readRecords(request: ReadRequest, faults: FaultList): Promise<ReadOutcome> {
  const { path, kind, settings, controlField, signal } = request;
  const delimiter = Buffer.from(settings.delimiter, 'utf8');
  const scanner = new RecordScanner(delimiter, settings.quoted, kind.lineEnd, settings.skipLines);
  const hasher = new RowHasher(delimiter);
  const writer = await RecordWriter.create(request.output, settings.delimiter);
  let expected = settings.header ? null : fieldCountOf(request);
  let columns: string[] | null = expected === null ? null : Array.from({ length: expected }, (_, index) => String(index + 1));
  let read = 0;
  let accepted = 0;
  let controlText: string | null = null;
  let isTrusted = true;
  let hasQuotes = false;
  const lines = { header: 0, accepted: 0, setAside: 0, passedOver: 0 };
  const fieldCounts = new Map<number, number>();

  const take = (record: ScannedRecord): Promise<void> | null => {
    if (record.line === settings.controlLine) {
      lines.passedOver += record.lines;
      if (controlField !== null)
        controlText = splitRecord(record.bytes.toString('utf8'), settings.delimiter, settings.quoted)[controlField - 1] ?? null;
      return null;
    }
    if (record.line <= settings.skipLines || ((expected === null || columns === null) && record.fields === 0)) {
      lines.passedOver += record.lines;
      return null;
    }
    if (expected === null || columns === null) {
      if (record.problem !== null && record.bytes.length === 0) throw new Refusal('file_unreadable', record.problem);
      columns = distinctColumns(splitRecord(record.bytes.toString('utf8'), settings.delimiter, settings.quoted));
      expected = columns.length;
      lines.header = record.lines;
      return null;
    }
    read += 1;
    if (read % PROGRESS_EVERY === 0) request.onRecords(read);
    const unreadable = undecodable(record.bytes, isTrusted, kind.encoding !== 'utf-8');
    const structure = record.problem === null ? fieldsProblem(record.fields, expected, settings.header) : spanned(record.problem, record);
    if (record.problem === null) fieldCounts.set(record.fields, (fieldCounts.get(record.fields) ?? 0) + 1);
    if (structure !== null || unreadable !== null) {
      const message = structure ?? unreadable ?? '';
      lines.setAside += record.lines;
      faults.add({
        kind: structure === null ? 'encoding' : 'structure',
        line: record.line,
        field: null,
        column: null,
        value: null,
        message,
      });
      return null;
    }
    accepted += 1;
    lines.accepted += record.lines;
    if (!settings.quoted || !record.bytes.includes(0x22)) return writer.add(read, record.line, hasher.ofPlain(record.bytes), record.bytes);
    hasQuotes = true;
    const fields = splitRecord(record.bytes.toString('utf8'), settings.delimiter, true);
    return writer.add(read, record.line, hasher.ofFields(fields), requoted(fields, settings.delimiter));
  };

  try {
    let tail = Buffer.alloc(0);
    const lineEnd = kind.lineEnd === 'cr' ? 0x0d : 0x0a;
    for await (const chunk of sourceBytes(path, kind, signal)) {
      // Whole lines only, so that a character cut in two by a piece of the file is not taken for a broken one; a line longer
      // than a piece is handed on as it comes, and its bytes are looked at once more when it ends.
      const end = chunk.lastIndexOf(lineEnd);
      const whole = end < 0 ? Buffer.concat([tail, chunk]) : Buffer.concat([tail, chunk.subarray(0, end + 1)]);
      isTrusted = end >= 0 && !scanner.isWithinLine && isUtf8(whole);
      for (const record of scanner.push(whole)) {
        const full = take(record);
        if (full !== null) await full;
      }
      tail = end < 0 ? Buffer.alloc(0) : Buffer.from(chunk.subarray(end + 1));
    }
    isTrusted = !scanner.isWithinLine && isUtf8(tail);
    for (const record of [...scanner.push(tail), ...scanner.end()]) {
      const full = take(record);
      if (full !== null) await full;
    }
  } finally {
    await writer.close();
  }
  request.onRecords(read);
  if (columns === null || read === 0) throw new Refusal('file_empty');
  if (accepted === 0) throw new Refusal('file_unreadable', noneRead(fieldCounts, columns.length, faults, settings));
  lines.passedOver += scanner.blankLinesAtEnd;
  const accounted = lines.header + lines.accepted + lines.setAside + lines.passedOver;
  if (accounted !== scanner.lines) throw new Error(`${scanner.lines} lines were read and ${accounted} accounted for.`);
  return {
    columns,
    read,
    accepted,
    quarantined: read - accepted,
    lines: { total: scanner.lines, ...lines },
    controlText,
    hasQuotes,
  };
}
