import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { ParseSettings } from '#domain/phases/planning/facts';
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
  /** The file's beginning as text, whole lines only where there are any. */
  sample: string;
}

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

function encodingOf(sample: Buffer): { encoding: ParseSettings['encoding']; markBytes: number } {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return { encoding: 'utf-8', markBytes: 3 };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
  let foreign = 0;
  let broken = 0;
  for (let start = 0; start < sample.length; ) {
    const end = sample.indexOf(0x0a, start);
    if (end < 0) break;
    const line = sample.subarray(start, end);
    if (line.some((byte) => byte > 0x7f)) {
      foreign += 1;
      if (!isUtf8(line)) broken += 1;
    }
    start = end + 1;
  }
  // Where most lines beyond ASCII are no UTF-8 the file is in the old Western encoding; a few broken lines are faults.
  return { encoding: foreign >= 2 && broken * 2 > foreign ? 'windows-1252' : 'utf-8', markBytes: 0 };
}

/** Finds out how a stored file is written. Refuses what is empty or cannot be unpacked. */
export async function inspectSource(path: string): Promise<SourceKind> {
  const magic = await firstBytes(path, 4);
  if (magic.length === 0) throw new Refusal('file_empty');
  if (magic.toString('latin1') === 'PAR1')
    return { format: 'parquet', compression: 'none', encoding: 'utf-8', lineEnd: 'lf', markBytes: 0, sample: '' };
  if (magic.toString('latin1') === 'PK\u0003\u0004')
    throw new Refusal('file_unreadable', 'It is a spreadsheet or a zip archive: save the records as CSV.');
  const compression = magic[0] === 0x1f && magic[1] === 0x8b ? 'gzip' : 'none';
  const sample = await sampleOf(path, compression);
  if (sample.length === 0) throw new Refusal('file_empty');
  const { encoding, markBytes } = encodingOf(sample);
  const decoded = new TextDecoder(encoding).decode(sample.subarray(markBytes));
  const lastEnd = decoded.lastIndexOf('\n');
  return {
    format: 'delimited',
    compression,
    encoding,
    markBytes,
    lineEnd: lastEnd < 0 && decoded.includes('\r') ? 'cr' : 'lf',
    sample: sample.length >= SAMPLE_BYTES && lastEnd > 0 ? decoded.slice(0, lastEnd + 1) : decoded,
  };
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
