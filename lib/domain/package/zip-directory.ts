import { PackageUnreadable, THE_ZIP } from './fault';
import { PATH } from './manifest';
import { type ByteSource, sameBytes } from './tools';
import {
  DIRECTORY_RECORD_BYTES,
  type DirectoryPlace,
  dataDescriptor,
  directoryRecord,
  END_64_BYTES,
  END_BYTES,
  EXTRA_64_BYTES,
  endOfDirectory,
  isLarge,
  LOCAL_HEADER_BYTES,
  type ZipEntry,
} from './zip-layout';

/** The most that a directory may take: a million files of long names. */
const MAX_DIRECTORY_BYTES = 512 * 1024 * 1024;
/** Deflate makes of one byte at most 1,032 (RFC 1951: 258 bytes from two bits). */
const MOST_OF_ONE_BYTE = 1_032;
/** Deflate needs a few bytes for nothing at all. */
const LEAST_PACKED = 16;

/** How many bytes at the end of a ZIP say where its directory lies. */
const END_READ_BYTES = END_BYTES + END_64_BYTES;

/**
 * Reads where the central directory lies from the last bytes of a ZIP (`END_READ_BYTES`, or all of a shorter one) of a length.
 * What was appended, cut off or written otherwise is refused. @throws PackageUnreadable
 */
export function readEnd(tail: Uint8Array, length: number): DirectoryPlace {
  const view = viewOf(tail);
  const end = tail.length - END_BYTES;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50)
    throw broken('it does not end as a package does: it was cut off, or something was appended.');
  const place = { count: view.getUint16(end + 10, true), size: view.getUint32(end + 12, true), offset: view.getUint32(end + 16, true) };
  const record = end - END_64_BYTES;
  const large = record >= 0 && view.getUint32(record, true) === 0x06064b50 && view.getUint32(record + 56, true) === 0x07064b50;
  const read = large ? { count: eight(view, record + 32), size: eight(view, record + 40), offset: eight(view, record + 48) } : place;
  const rebuilt = endOfDirectory(read);
  if (read.offset + read.size + rebuilt.length !== length || !sameBytes(tail.subarray(tail.length - rebuilt.length), rebuilt))
    throw broken('its end does not say where its directory lies: it was cut off, or something was appended or changed.');
  if (read.size > MAX_DIRECTORY_BYTES) throw broken('its directory is larger than that of any package.');
  return read;
}

/**
 * Reads the central directory: each file once, under a path of the format, one behind the other without a gap from the first byte of
 * the ZIP to the directory. @throws PackageUnreadable
 */
export function readDirectory(bytes: Uint8Array, place: DirectoryPlace): ZipEntry[] {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  const paths = new Set<string>();
  let at = 0;
  let due = 0;
  while (at < bytes.length) {
    const entry = readRecord(bytes, view, at);
    if (entry === null) throw broken(`record ${entries.length + 1} of its directory cannot be read.`);
    const record = directoryRecord(entry);
    if (!sameBytes(bytes.subarray(at, at + record.length), record))
      throw broken('its record in the directory is not as a package has it.', entry.path);
    if (paths.has(entry.path)) throw broken('the ZIP holds it twice.', entry.path);
    if (entry.offset !== due) throw broken('it does not lie where the file before it ends.', entry.path);
    if (entry.method === 0 && entry.size !== entry.packedSize) throw broken('it has two sizes.', entry.path);
    if (entry.method === 8 && entry.size > Math.max(0, entry.packedSize) * MOST_OF_ONE_BYTE + LEAST_PACKED)
      throw broken('it claims to hold more than its bytes can.', entry.path);
    paths.add(entry.path);
    entries.push(entry);
    due += entryBytes(entry);
    at += record.length;
  }
  if (entries.length !== place.count) throw broken('its directory has not as many records as it says.');
  if (due !== place.offset) throw broken('between its files and its directory are other bytes.');
  return entries;
}

/** The files of a ZIP, in their order. @throws PackageUnreadable */
export async function readEntries(source: ByteSource): Promise<ZipEntry[]> {
  const tail = Math.min(END_READ_BYTES, source.size);
  const place = readEnd(await source.read(source.size - tail, tail), source.size);
  return readDirectory(await source.read(place.offset, place.size), place);
}

/** How many bytes of the ZIP belong to an entry: header, file, descriptor. */
export function entryBytes(entry: ZipEntry): number {
  return contentOffset(entry) - entry.offset + entry.packedSize + dataDescriptor(entry).length;
}

/** Where the bytes of a file begin. Paths are ASCII. */
export function contentOffset({ offset, path }: ZipEntry): number {
  return offset + LOCAL_HEADER_BYTES + path.length;
}

function readRecord(bytes: Uint8Array, view: DataView, at: number): ZipEntry | null {
  if (at + DIRECTORY_RECORD_BYTES > bytes.length) return null;
  const nameBytes = view.getUint16(at + 28, true);
  const extraBytes = view.getUint16(at + 30, true);
  const extra = at + DIRECTORY_RECORD_BYTES + nameBytes;
  if (extra + extraBytes > bytes.length) return null;
  const path = String.fromCharCode(...bytes.subarray(extra - nameBytes, extra));
  const method = view.getUint16(at + 10, true);
  if (nameBytes > 200 || !PATH.test(path) || (method !== 0 && method !== 8)) return null;
  const known = { path, method, crc32: view.getUint32(at + 16, true) } as const;
  const small = { packedSize: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true) };
  if (extraBytes !== EXTRA_64_BYTES) return { ...known, ...small };
  const large = { size: eight(view, extra + 4), packedSize: eight(view, extra + 12), offset: eight(view, extra + 20) };
  return isLarge(large) ? { ...known, ...large } : null;
}

function eight(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x100000000;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function broken(words: string, file = THE_ZIP): PackageUnreadable {
  return new PackageUnreadable({ at: { file }, words });
}
