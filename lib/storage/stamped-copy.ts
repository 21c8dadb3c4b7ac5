import { createReadStream, createWriteStream } from 'node:fs';
import { constants, copyFile, link, open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { entryBytes, readEntries } from '#domain/package/zip-directory';
import { dataDescriptor, directoryRecord, endOfDirectory, localHeader, type ZipEntry } from '#domain/package/zip-layout';
import { openPackageFile } from './package-file';

/** A file that is added behind those of a package. */
export interface AddedFile {
  path: string;
  bytes: Uint8Array;
}

/**
 * Writes a copy of a package with further files behind its own, whose bytes and places stay as they are. The copy is there whole or not at
 * all. @throws Error where something lies at `target` already (EEXIST), PackageUnreadable for what is no package
 */
export async function writeStampedCopy(source: string, target: string, added: readonly AddedFile[]): Promise<void> {
  const entries = await entriesOf(source);
  const last = entries.at(-1);
  // The directory begins where the last file ends.
  const offset = last === undefined ? 0 : last.offset + entryBytes(last);
  const draft = `${target}.${process.pid}`;
  try {
    await pipeline(createReadStream(source, { end: offset - 1 }), createWriteStream(draft, { flags: 'wx' }));
    const file = await open(draft, 'a');
    try {
      await file.writeFile(Buffer.concat(endOf(entries, offset, added)));
      await file.sync();
    } finally {
      await file.close();
    }
    await putInPlace(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

async function entriesOf(source: string): Promise<ZipEntry[]> {
  const file = await openPackageFile(source);
  try {
    return await readEntries(file);
  } finally {
    await file.close();
  }
}

/** What follows the files of a package: those that are added, and the directory of all. */
function endOf(entries: readonly ZipEntry[], begin: number, added: readonly AddedFile[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const records = entries.map(directoryRecord);
  let offset = begin;
  for (const { path, bytes } of added) {
    const entry: ZipEntry = { path, method: 0, crc32: crc32(bytes), packedSize: bytes.length, size: bytes.length, offset };
    const whole = [localHeader(entry), bytes, dataDescriptor(entry)];
    parts.push(...whole);
    records.push(directoryRecord(entry));
    offset += whole.reduce((sum, part) => sum + part.length, 0);
  }
  const size = records.reduce((sum, record) => sum + record.length, 0);
  return [...parts, ...records, endOfDirectory({ count: records.length, offset, size })];
}

/** Gives a finished file its name, unless that is taken. Where a file system has no links, it is copied. */
async function putInPlace(draft: string, target: string): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || (error.code !== 'EPERM' && error.code !== 'ENOTSUP')) throw error;
    await copyFile(draft, target, constants.COPYFILE_EXCL);
  }
}
