/**
 * The shape of the ZIP of a package, of which nothing is left to choice: every byte beside the files' own follows from paths, methods,
 * checksums, sizes and places. Fields are those of PKWARE's APPNOTE 6.3, sections 4.3.7 to 4.3.16.
 */

/** One file in the ZIP, as its central directory tells it. */
export interface ZipEntry {
  path: string;
  /** 0: stored as it is; 8: deflated. */
  method: 0 | 8;
  crc32: number;
  /** Bytes in the ZIP. */
  packedSize: number;
  /** Bytes of the file itself. */
  size: number;
  /** Where its local header begins. */
  offset: number;
}

const UTF8_NAME_AND_DESCRIPTOR = 0x0808;
/** The first day that a ZIP can name, so that the clock leaves no trace: 1 January 1980, midnight. */
const DOS_DATE = 0x21;
const MADE_BY = (3 << 8) | 63;
/** A plain file that its owner and group may write: 0100664, in the upper half. */
const ATTRIBUTES = 0o100664 * 0x10000;
const LARGEST_OF_32_BITS = 0xfffffffe;

export const LOCAL_HEADER_BYTES = 30;
export const DIRECTORY_RECORD_BYTES = 46;
export const END_BYTES = 22;
/** Record and locator of ZIP64 before the end, where there are any. */
export const END_64_BYTES = 56 + 20;
export const EXTRA_64_BYTES = 28;

/** Whether sizes or place of an entry need 64 bits. */
export function isLarge({ size, packedSize, offset }: Pick<ZipEntry, 'size' | 'packedSize' | 'offset'>): boolean {
  return size > LARGEST_OF_32_BITS || packedSize > LARGEST_OF_32_BITS || offset > LARGEST_OF_32_BITS;
}

/** Writes numbers, little-endian, one after the other. */
class Fields {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }

  two(...values: number[]): this {
    for (const value of values) {
      this.view.setUint16(this.at, value, true);
      this.at += 2;
    }
    return this;
  }

  four(...values: number[]): this {
    for (const value of values) {
      this.view.setUint32(this.at, value, true);
      this.at += 4;
    }
    return this;
  }

  eight(...values: number[]): this {
    for (const value of values) this.four(value % 0x100000000, Math.floor(value / 0x100000000));
    return this;
  }

  raw(part: Uint8Array): this {
    this.bytes.set(part, this.at);
    this.at += part.length;
    return this;
  }

  /** All that was written. */
  done(): Uint8Array {
    return this.bytes;
  }
}

/** The header before a file's bytes. */
export function localHeader({ path, method }: ZipEntry): Uint8Array {
  const name = new TextEncoder().encode(path);
  return new Fields(LOCAL_HEADER_BYTES + name.length)
    .four(0x04034b50)
    .two(20, UTF8_NAME_AND_DESCRIPTOR, method, 0, DOS_DATE)
    .four(0, 0, 0)
    .two(name.length, 0)
    .raw(name)
    .done();
}

/** What follows a file's bytes. */
export function dataDescriptor(entry: ZipEntry): Uint8Array {
  const { crc32, packedSize, size } = entry;
  if (isLarge(entry)) return new Fields(24).four(0x08074b50, crc32).eight(packedSize, size).done();
  return new Fields(16).four(0x08074b50, crc32, packedSize, size).done();
}

/** The record of a file in the central directory. */
export function directoryRecord(entry: ZipEntry): Uint8Array {
  const { path, method, crc32, packedSize, size, offset } = entry;
  const name = new TextEncoder().encode(path);
  const large = isLarge(entry);
  const unsaid = 0xffffffff;
  const fields = new Fields(DIRECTORY_RECORD_BYTES + name.length + (large ? EXTRA_64_BYTES : 0))
    .four(0x02014b50)
    .two(MADE_BY, large ? 45 : 20, UTF8_NAME_AND_DESCRIPTOR, method, 0, DOS_DATE)
    .four(crc32, large ? unsaid : packedSize, large ? unsaid : size)
    .two(name.length, large ? EXTRA_64_BYTES : 0, 0, 0, 0)
    .four(ATTRIBUTES, large ? unsaid : offset)
    .raw(name);
  return (large ? fields.two(1, EXTRA_64_BYTES - 4).eight(size, packedSize, offset) : fields).done();
}

/** Where the central directory lies, and how many records it has. */
export interface DirectoryPlace {
  count: number;
  offset: number;
  /** Bytes. */
  size: number;
}

/** Whether count, place or size of the directory need the records of ZIP64. */
function isLargeDirectory({ count, offset, size }: DirectoryPlace): boolean {
  return count >= 0xffff || offset >= 0xffffffff || size >= 0xffffffff;
}

/** What stands after the central directory, to the end of the ZIP. */
export function endOfDirectory(place: DirectoryPlace): Uint8Array {
  const { count, offset, size } = place;
  const large = isLargeDirectory(place);
  const fields = new Fields(END_BYTES + (large ? END_64_BYTES : 0));
  if (large) {
    fields.four(0x06064b50).eight(44).two(MADE_BY, 45).four(0, 0).eight(count, count, size, offset);
    fields
      .four(0x07064b50, 0)
      .eight(offset + size)
      .four(1);
  }
  return fields
    .four(0x06054b50)
    .two(0, 0, Math.min(count, 0xffff), Math.min(count, 0xffff))
    .four(Math.min(size, 0xffffffff), Math.min(offset, 0xffffffff))
    .two(0)
    .done();
}
