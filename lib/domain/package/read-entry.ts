import { PackageUnreadable } from './fault';
import { type ByteSource, sameBytes, type VerifyTools } from './tools';
import { contentOffset } from './zip-directory';
import { dataDescriptor, localHeader, type ZipEntry } from './zip-layout';

/** How many bytes are read at once: memory stays flat whatever a file holds. */
const STEP_BYTES = 1024 * 1024;

/** What a file came to once all of it was read. */
export interface ReadFile {
  sha256: Uint8Array;
  size: number;
}

/**
 * The bytes of a file of the ZIP as they come, with its header, sizes, checksum and descriptor held to the directory; `told` is called
 * with what it came to. @throws PackageUnreadable
 */
export async function* readEntry(
  source: ByteSource,
  tools: VerifyTools,
  entry: ZipEntry,
  told: (read: ReadFile) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const begin = contentOffset(entry);
  if (!sameBytes(await source.read(entry.offset, begin - entry.offset), localHeader(entry)))
    throw broken(entry, 'its own header is not what the directory says.');
  const hash = tools.sha256();
  let size = 0;
  let crc = 0;
  try {
    const packed = steps(source, begin, entry.packedSize);
    for await (const bytes of entry.method === 8 ? tools.inflate(packed) : packed) {
      size += bytes.length;
      if (size > entry.size) throw broken(entry, 'it holds more than its directory says.');
      crc = tools.crc32(bytes, crc);
      hash.update(bytes);
      yield bytes;
    }
  } catch (error) {
    if (error instanceof PackageUnreadable) throw error;
    throw broken(entry, 'its packed bytes cannot be unpacked.');
  }
  if (size !== entry.size) throw broken(entry, 'it holds less than its directory says.');
  if (crc !== entry.crc32) throw broken(entry, 'its checksum is not that of its bytes.');
  const descriptor = dataDescriptor(entry);
  if (!sameBytes(await source.read(begin + entry.packedSize, descriptor.length), descriptor))
    throw broken(entry, 'what follows its bytes is not what the directory says.');
  told({ sha256: hash.digest(), size });
}

async function* steps(source: ByteSource, begin: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += STEP_BYTES) yield await source.read(begin + at, Math.min(STEP_BYTES, length - at));
}

function broken({ path }: ZipEntry, words: string): PackageUnreadable {
  return new PackageUnreadable({ at: { file: path }, words });
}

/** Reads all of a small file. @throws PackageUnreadable, also for one that is larger than `most` bytes */
export async function readWhole(source: ByteSource, tools: VerifyTools, entry: ZipEntry, most: number): Promise<Uint8Array> {
  if (entry.size > most) throw broken(entry, `it is larger than ${most} bytes.`);
  const whole = new Uint8Array(entry.size);
  let at = 0;
  for await (const bytes of readEntry(source, tools, entry)) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}
