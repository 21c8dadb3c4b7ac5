import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PackedFile } from '#domain/package/manifest';

/** A ZIP while it is written: one file after the other, each read as it is taken. */
export interface PackageZip {
  /** The bytes of the ZIP; to be read while files are added. */
  readonly bytes: Readable;
  /** Adds a file and answers what the manifest says of it once it has been read. Text is packed, files of people are stored as they are. */
  add(path: string, content: AsyncIterable<string | Uint8Array>, options: { pack: boolean }): Promise<PackedFile>;
  /** Ends it; nothing can be added afterwards. */
  end(): void;
  /** Gives it up: whoever reads `bytes`, or waits for a file, fails with this error. */
  abandon(error: Error): void;
}

/** Begins a ZIP in the one shape that verifiers accept (lib/domain/package/zip-layout). */
export function packageZip(): PackageZip {
  const zip = new ZipFile();
  // Midnight wherever this runs, since ZIP keeps local time: neither clock nor time zone leaves a trace.
  const mtime = new Date(1980, 0, 1);
  const bytes = zip.outputStream as Readable;
  let fail: (error: Error) => void = () => undefined;
  bytes.on('error', (error) => fail(error));
  // Whoever read it has stopped: the file that is being read would wait for ever.
  bytes.on('close', () => fail(new Error('the ZIP was closed before it was whole')));
  zip.on('error', (error: Error) => bytes.destroy(error));
  return {
    bytes,
    add: async (path, content, { pack }) => {
      const sum = createHash('sha256');
      let size = 0;
      const counted = async function* (): AsyncGenerator<Buffer> {
        for await (const part of content) {
          const buffer = typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part.buffer, part.byteOffset, part.byteLength);
          sum.update(buffer);
          size += buffer.length;
          yield buffer;
        }
      };
      const stream = Readable.from(counted(), { objectMode: false });
      await new Promise<void>((resolve, reject) => {
        fail = reject;
        stream.on('error', reject);
        stream.on('end', resolve);
        zip.addReadStreamLazy(path, { mtime, forceDosTimestamp: true, compress: pack }, (take) => take(null, stream));
      });
      fail = () => undefined;
      return { path, sha256: sum.digest('hex'), size };
    },
    end: () => zip.end(),
    abandon: (error) => {
      bytes.destroy(error);
    },
  };
}
