/** One physical record: bytes without the line end, where it begins, and what is wrong with its structure. */
export interface ScannedRecord {
  /** Physical line it begins on, from 1. */
  line: number;
  bytes: Buffer;
  fields: number;
  /** Sentence where the record cannot be taken apart for certain; null where it can. */
  problem: string | null;
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
/** A quoted field longer than this is a quotation mark that was never closed; reading on would swallow the file. */
const LONGEST_RECORD_BYTES = 1_048_576;
const NEVER_CLOSED = 'A quotation mark is opened and never closed.';

/**
 * Takes a delimited file apart into records, one physical line each, or several where a quoted field spans lines. Written
 * out because a forgiving reader hides what testing must find: a trailing delimiter is one field more, a blank line in the
 * middle is a record without fields, a mixture of line ends changes nothing. Blank lines at the end are no records.
 */
export class RecordScanner {
  private rest: Buffer = Buffer.alloc(0);
  private line = 0;
  private blankLines: number[] = [];
  private open: { line: number; parts: Buffer[]; size: number } | null = null;
  private readonly separator: number;

  constructor(
    private readonly delimiter: Buffer,
    private readonly quoted: boolean,
    lineEnd: 'lf' | 'cr' = 'lf',
    /** Physical lines at the beginning that are no records: handed on one by one, whatever they hold. */
    private readonly leadingLines = 0,
  ) {
    if (delimiter.length === 0) throw new Error('A delimiter has at least one byte.');
    this.separator = lineEnd === 'lf' ? LF : CR;
  }

  /** Records that are complete after this piece of the file. */
  *push(chunk: Buffer): Generator<ScannedRecord> {
    const data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let start = 0;
    for (;;) {
      const end = data.indexOf(this.separator, start);
      if (end < 0) break;
      yield* this.physicalLine(data.subarray(start, end));
      start = end + 1;
    }
    this.rest = data.subarray(start);
  }

  /** The last record, where the file does not end with a line end. */
  *end(): Generator<ScannedRecord> {
    if (this.rest.length > 0) yield* this.physicalLine(this.rest);
    this.rest = Buffer.alloc(0);
    if (this.open !== null) {
      const { line, parts } = this.open;
      this.open = null;
      yield { line, bytes: Buffer.concat(parts), fields: 1, problem: NEVER_CLOSED };
    }
  }

  private *physicalLine(raw: Buffer): Generator<ScannedRecord> {
    this.line += 1;
    const bytes = raw.at(-1) === CR ? raw.subarray(0, -1) : raw;
    if (this.line <= this.leadingLines) {
      yield { line: this.line, bytes, fields: countFields(bytes, this.delimiter), problem: null };
      return;
    }
    if (this.open !== null) {
      this.open.parts.push(Buffer.from('\n'), Buffer.from(bytes));
      const { line, parts } = this.open;
      this.open.size += bytes.length + 1;
      if (this.open.size > LONGEST_RECORD_BYTES) {
        this.open = null;
        yield { line, bytes: Buffer.concat(parts), fields: 1, problem: NEVER_CLOSED };
        return;
      }
      // Without a quotation mark a line cannot close a field: a cheap look before the whole record is read again.
      if (!bytes.includes(QUOTE)) return;
      const record = Buffer.concat(parts);
      const scan = scanQuoted(record, this.delimiter);
      if (scan.open) return;
      this.open = null;
      yield { line, bytes: record, fields: scan.fields, problem: scan.problem };
      return;
    }
    if (bytes.length === 0) {
      this.blankLines.push(this.line);
      return;
    }
    for (const line of this.blankLines) yield { line, bytes: Buffer.alloc(0), fields: 0, problem: 'The line is blank.' };
    this.blankLines = [];
    if (!this.quoted || !bytes.includes(QUOTE)) {
      const problem = bytes.includes(CR) ? 'A carriage return stands in the middle of the line.' : null;
      yield { line: this.line, bytes, fields: countFields(bytes, this.delimiter), problem };
      return;
    }
    const scan = scanQuoted(bytes, this.delimiter);
    if (scan.open) this.open = { line: this.line, parts: [Buffer.from(bytes)], size: bytes.length };
    else yield { line: this.line, bytes, fields: scan.fields, problem: scan.problem };
  }
}

/** Number of fields of an unquoted line. */
function countFields(bytes: Buffer, delimiter: Buffer): number {
  let fields = 1;
  const single = delimiter.length === 1 ? delimiter[0] : undefined;
  if (single !== undefined) {
    for (let i = 0; i < bytes.length; i++) if (bytes[i] === single) fields += 1;
    return fields;
  }
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + delimiter.length)) fields += 1;
  return fields;
}

function startsWith(bytes: Buffer, at: number, delimiter: Buffer): boolean {
  for (let i = 0; i < delimiter.length; i++) if (bytes[at + i] !== delimiter[i]) return false;
  return true;
}

/** Walks the fields of a record by RFC 4180; `open` where it ends inside a quoted field. */
function scanQuoted(bytes: Buffer, delimiter: Buffer): { fields: number; open: boolean; problem: string | null } {
  let fields = 1;
  let at = 0;
  let problem: string | null = null;
  for (;;) {
    if (bytes[at] === QUOTE) {
      let close = at + 1;
      for (;;) {
        close = bytes.indexOf(QUOTE, close);
        if (close < 0) return { fields, open: true, problem };
        if (bytes[close + 1] !== QUOTE) break;
        close += 2;
      }
      at = close + 1;
      if (at < bytes.length && !startsWith(bytes, at, delimiter)) problem = `Text follows the closing quotation mark of field ${fields}.`;
    }
    const next = bytes.indexOf(delimiter, at);
    if (next < 0) return { fields, open: false, problem };
    fields += 1;
    at = next + delimiter.length;
  }
}

/** Texts of the fields of one record without problems. */
export function splitRecord(record: string, delimiter: string, quoted: boolean): string[] {
  if (!quoted || !record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] === '"') {
      let close = at + 1;
      for (;;) {
        close = record.indexOf('"', close);
        if (close < 0) return [...fields, record.slice(at)];
        if (record[close + 1] !== '"') break;
        close += 2;
      }
      fields.push(record.slice(at + 1, close).replaceAll('""', '"'));
      const next = record.indexOf(delimiter, close + 1);
      if (next < 0) return fields;
      at = next + delimiter.length;
    } else {
      const next = record.indexOf(delimiter, at);
      if (next < 0) return [...fields, record.slice(at)];
      fields.push(record.slice(at, next));
      at = next + delimiter.length;
    }
  }
}
