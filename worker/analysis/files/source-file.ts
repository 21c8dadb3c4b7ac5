import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { decodedText } from '#domain/decoded-text';
import type { Encoding, ParseSettings } from '#domain/phases/planning/facts';
import { Refusal } from '#domain/refusals';

/** Bytes looked at to find out how a file is written. */
const SAMPLE_BYTES = 1_048_576;

export interface SourceKind {
  format: ParseSettings['format'];
  compression: ParseSettings['compression'];
  encoding: ParseSettings['encoding'];
  lineEnd: 'lf' | 'cr';
  /** Bytes of the byte-order mark to skip. */
  markBytes: number;
  /** The file's beginning, unpacked; whole lines only where there are any. */
  head: Buffer;
  /** Text of that beginning. */
  sample: string;
}

/** Byte-order marks. */
const MARKS: readonly { encoding: Encoding; bytes: Buffer }[] = [
  { encoding: 'utf-8', bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'utf-16le', bytes: Buffer.from([0xff, 0xfe]) },
  { encoding: 'utf-16be', bytes: Buffer.from([0xfe, 0xff]) },
];
/** Shares of zero bytes at even or odd places that tell UTF-16 from other text. */
const MOSTLY = 0.6;
const RARELY = 0.05;

/** First bytes of what people send by mistake, and what is said of it. */
const NO_TABLES: readonly [string, string][] = [
  ['PK\u0003\u0004', 'It is a spreadsheet or a zip archive: save the records as CSV.'],
  ['\u00d0\u00cf\u0011\u00e0', 'It is an Excel workbook of the old format (.xls): save the records as CSV.'],
  ['\u0089PNG', 'It is a PNG picture, not a table.'],
  ['\u00ff\u00d8\u00ff', 'It is a JPEG picture, not a table.'],
  ['GIF8', 'It is a GIF picture, not a table.'],
  ['%PDF', 'It is a PDF document, not a table.'],
  ['7z\u00bc\u00af', 'It is a 7z archive: unpack it first.'],
  ['Rar!', 'It is a RAR archive: unpack it first.'],
  ['BZh', 'It is packed by bzip2: unpack it, or pack it by gzip.'],
  ['\u00fd7zXZ', 'It is packed by xz: unpack it, or pack it by gzip.'],
  ['\u0028\u00b5\u002f\u00fd', 'It is packed by zstd: unpack it, or pack it by gzip.'],
];

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function sampleOf(path: string, compression: ParseSettings['compression']): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  const raw = createReadStream(path);
  const stream = compression === 'gzip' ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) {
      parts.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= SAMPLE_BYTES) break;
    }
  } catch (error) {
    throw new Refusal('file_unreadable', error instanceof Error ? `The compressed data are damaged (${error.message}).` : undefined);
  } finally {
    raw.destroy();
    stream.destroy();
  }
  return Buffer.concat(parts);
}

/** Bytes of the byte-order mark of an encoding that the text begins with. */
function markBytesOf(sample: Buffer, encoding: Encoding): number {
  const mark = MARKS.find((candidate) => candidate.encoding === encoding)?.bytes;
  return mark !== undefined && sample.subarray(0, mark.length).equals(mark) ? mark.length : 0;
}

/** UTF-16 without a mark: in Western text every second byte is zero. */
function zerosAt(sample: Buffer, odd: 0 | 1): number {
  const looked = Math.min(sample.length, 4_096);
  let zeros = 0;
  for (let at = odd; at < looked; at += 2) if (sample[at] === 0) zeros += 1;
  return looked === 0 ? 0 : (2 * zeros) / looked;
}

function encodingOf(sample: Buffer): Encoding {
  const marked = MARKS.find(({ bytes }) => sample.subarray(0, bytes.length).equals(bytes));
  if (marked !== undefined) return marked.encoding;
  if (zerosAt(sample, 1) > MOSTLY && zerosAt(sample, 0) < RARELY) return 'utf-16le';
  if (zerosAt(sample, 0) > MOSTLY && zerosAt(sample, 1) < RARELY) return 'utf-16be';
  let foreign = 0;
  let broken = 0;
  let readable = 0;
  for (let start = 0; start < sample.length; ) {
    const end = sample.indexOf(0x0a, start);
    if (end < 0) break;
    const line = sample.subarray(start, end);
    if (line.some((byte) => byte > 0x7f)) {
      foreign += 1;
      if (!isUtf8(line)) {
        broken += 1;
        if (standsInWords(line)) readable += 1;
      }
    }
    start = end + 1;
  }
  // Where most lines beyond ASCII are no UTF-8 the file is in the old Western encoding; a few broken lines are faults. One line
  // alone speaks for it only where its letters stand in words.
  return broken * 2 > foreign && (foreign >= 2 || readable > 0) ? 'windows-1252' : 'utf-8';
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
}

/** Whether every byte beyond ASCII stands beside a letter, as in “M?ller”. */
function standsInWords(line: Buffer): boolean {
  return line.every((byte, at) => byte <= 0x7f || isLetter(line[at - 1]) || isLetter(line[at + 1]));
}

/** The beginning up to its last line end, so that no record is cut in two; all of it where there is none. */
function wholeLines(sample: Buffer, encoding: Encoding): { head: Buffer; lineEnd: SourceKind['lineEnd'] } {
  const units =
    encoding === 'utf-16le'
      ? [
          [0x0a, 0],
          [0x0d, 0],
        ]
      : encoding === 'utf-16be'
        ? [
            [0, 0x0a],
            [0, 0x0d],
          ]
        : [[0x0a], [0x0d]];
  const lastOf = (unit: readonly number[]) => {
    const bytes = Buffer.from(unit);
    for (let at = sample.lastIndexOf(bytes); at >= 0; at = at === 0 ? -1 : sample.lastIndexOf(bytes, at - 1))
      if (at % unit.length === 0) return at + unit.length;
    return 0;
  };
  const [feeds = 0, returns = 0] = units.map(lastOf);
  const lineEnd = feeds === 0 && returns > 0 ? 'cr' : 'lf';
  const end = lineEnd === 'cr' ? returns : feeds;
  return { head: sample.length >= SAMPLE_BYTES && end > 0 ? sample.subarray(0, end) : sample, lineEnd };
}

/** What a file is that begins with these bytes and is no table. */
function notATable(magic: Buffer): string | null {
  return NO_TABLES.find(([bytes]) => magic.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1')))?.[1] ?? null;
}

/** Finds out how a stored file is written; `encoding` where it is stated. Refuses what is empty, no table, or cannot be unpacked. */
export async function inspectSource(path: string, stated?: Encoding | null): Promise<SourceKind> {
  const magic = await firstBytes(path, 8);
  if (magic.length === 0) throw new Refusal('file_empty');
  if (magic.toString('latin1', 0, 4) === 'PAR1')
    return { format: 'parquet', compression: 'none', encoding: 'utf-8', lineEnd: 'lf', markBytes: 0, head: Buffer.alloc(0), sample: '' };
  const refused = notATable(magic);
  if (refused !== null) throw new Refusal('file_unreadable', refused);
  const compression = magic[0] === 0x1f && magic[1] === 0x8b ? 'gzip' : 'none';
  const sample = await sampleOf(path, compression);
  if (sample.length === 0) throw new Refusal('file_empty');
  const encoding = stated ?? encodingOf(sample);
  const markBytes = markBytesOf(sample, encoding);
  const { head, lineEnd } = wholeLines(sample, encoding);
  const text = decodedText(encoding, head.subarray(markBytes), { ignoreBOM: true });
  return { format: 'delimited', compression, encoding, markBytes, lineEnd, head, sample: text };
}

/**
 * The file's bytes, unpacked and turned into UTF-8. Bytes that are no UTF-8 in a UTF-8 file are left as they are: the
 * records that hold them are quarantined by name.
 */
export async function* sourceBytes(
  path: string,
  kind: Pick<SourceKind, 'compression' | 'encoding' | 'markBytes'>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: 1 << 20 });
  const stream = kind.compression === 'gzip' ? raw.pipe(createGunzip({ chunkSize: 1 << 18 })) : raw;
  raw.on('error', (error) => stream.destroy(error));
  const decoder = kind.encoding === 'utf-8' ? null : new TextDecoder(kind.encoding, { ignoreBOM: true });
  let skip = kind.markBytes;
  try {
    for await (const piece of stream) {
      signal.throwIfAborted();
      let chunk = piece as Buffer;
      if (skip > 0) {
        const dropped = Math.min(skip, chunk.length);
        chunk = chunk.subarray(dropped);
        skip -= dropped;
      }
      if (chunk.length > 0) yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield Buffer.from(rest, 'utf8');
  } catch (error) {
    signal.throwIfAborted();
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw new Refusal('file_unreadable', 'The compressed data are damaged or cut off.');
    throw error;
  } finally {
    raw.destroy();
    stream.destroy();
  }
}
