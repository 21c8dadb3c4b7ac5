import { createHash, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { canonicalJson } from '#domain/item/canonical-json';
import type { Json } from '#domain/item/json';
import { signatureBytes, signedOfManifest } from '#domain/package/manifest';
import { contentOffset, readDirectory, readEnd } from '#domain/package/zip-directory';
import { dataDescriptor, directoryRecord, endOfDirectory, localHeader, type ZipEntry } from '#domain/package/zip-layout';
import { signerOf } from '#storage/signing-keys';
import { TEST_KEYS } from '../test-keys';

/** A file as it is put into a ZIP. `entry`: what its headers say otherwise than its bytes are. */
export interface Packed {
  path: string;
  bytes: Uint8Array;
  pack?: boolean;
  entry?: Partial<ZipEntry>;
}

/** A ZIP in the shape of a package, of files that may be any. */
export function zipOf(files: readonly Packed[]): Buffer {
  const parts: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes, pack = false, entry = {} } of files) {
    const packed = pack ? deflateRawSync(bytes) : bytes;
    const honest: ZipEntry = { path, method: pack ? 8 : 0, crc32: crc32(bytes), packedSize: packed.length, size: bytes.length, offset };
    const told = { ...honest, ...entry };
    const whole = [localHeader(told), packed, dataDescriptor(told)];
    parts.push(...whole);
    records.push(directoryRecord(told));
    offset += whole.reduce((sum, part) => sum + part.length, 0);
  }
  const size = records.reduce((sum, record) => sum + record.length, 0);
  return Buffer.concat([...parts, ...records, endOfDirectory({ count: files.length, offset, size })]);
}

/** The files of a package in memory, to be changed and packed again. */
export class UnpackedPackage {
  private constructor(readonly files: Map<string, Buffer>) {}

  static async read(file: string): Promise<UnpackedPackage> {
    const bytes = await readFile(file);
    const place = readEnd(bytes.subarray(-98), bytes.length);
    const entries = readDirectory(bytes.subarray(place.offset, place.offset + place.size), place);
    return new UnpackedPackage(
      new Map(
        entries.map((entry) => {
          const begin = contentOffset(entry);
          const packed = bytes.subarray(begin, begin + entry.packedSize);
          return [entry.path, entry.method === 8 ? inflateRawSync(packed) : Buffer.from(packed)];
        }),
      ),
    );
  }

  /** A copy that can be changed by itself. */
  copy(): UnpackedPackage {
    return new UnpackedPackage(new Map(this.files));
  }

  /** The lines of a file, each with its end. */
  lines(path: string): string[] {
    return (this.files.get(path)?.toString('utf8') ?? '').split(/(?<=\n)/);
  }

  replace(path: string, lines: readonly string[]): void {
    this.files.set(path, Buffer.from(lines.join(''), 'utf8'));
  }

  /** Changes the manifest as somebody would who has no key, or signs it by the key of the tests. */
  manifest(change: (manifest: { [member: string]: Json }) => void, options: { sign: boolean }): this {
    const manifest = JSON.parse(this.files.get('manifest.json')?.toString('utf8') ?? '{}') as { [member: string]: Json };
    change(manifest);
    const text = Buffer.from(canonicalJson(manifest), 'utf8');
    this.files.set('manifest.json', text);
    const signer = signerOf(TEST_KEYS);
    if (!options.sign || signer === null) return this;
    const signature = sign(null, signedOfManifest(createHash('sha256').update(text).digest()), signer.privateKey).toString('base64');
    const key = Buffer.from(signer.publicKey).toString('base64');
    this.files.set('manifest.sig', Buffer.from(signatureBytes({ algorithm: 'Ed25519', key, signature })));
    return this;
  }

  /** Lists the files as they are now, and signs. */
  sealed(): this {
    return this.manifest(
      (manifest) => {
        manifest.files = [...this.files]
          .filter(([path]) => !path.startsWith('manifest.'))
          .map(([path, bytes]) => ({ path, sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }))
          .sort((one, other) => (one.path < other.path ? -1 : 1));
      },
      { sign: true },
    );
  }

  /** The files as they go into a ZIP. */
  packed(): Packed[] {
    return [...this.files].map(([path, bytes]) => ({ path, bytes, pack: !path.includes('/files/') }));
  }

  async write(file: string, files: readonly Packed[] = this.packed()): Promise<void> {
    await writeFile(file, zipOf(files));
  }
}
