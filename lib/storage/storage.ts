import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Files by their content: what was stored under a hash can never change, and storing it again is free. */
export interface Storage {
  /**
   * Stores the stream and answers its SHA-256 (lower-case hex) and size in bytes. Nothing is kept when it fails, `signal` aborts, or `accept`,
   * which is given the path of the whole file before it is kept, throws.
   */
  put(
    stream: Readable | AsyncIterable<Uint8Array>,
    options?: { signal?: AbortSignal; maxBytes?: number; accept?: (path: string) => Promise<void> },
  ): Promise<{ sha256: string; size: number }>;
  read(sha256: string): ReadStream;
  /** Local path of a stored file, for readers that need one. */
  path(sha256: string): string;
  has(sha256: string): Promise<boolean>;
}

/** Thrown by `put` when the stream is longer than `maxBytes`. */
export class FileTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`The file is larger than ${maxBytes} bytes.`);
    this.name = 'FileTooLarge';
  }
}

const SHA256 = /^[0-9a-f]{64}$/;

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Where a directory of files keeps the one with a hash. */
export function pathOf(directory: string, sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error(`Not a SHA-256: ${sha256}`);
  return join(directory, sha256.slice(0, 2), sha256);
}

/** Opens a directory of files named by their content. Files appear whole or not at all: written apart, synced, renamed. */
export function openStorage(directory: string): Storage {
  const path = (sha256: string): string => pathOf(directory, sha256);
  const has = async (sha256: string): Promise<boolean> => {
    try {
      await stat(path(sha256));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  };
  return {
    path,
    has,
    read: (sha256) => createReadStream(path(sha256)),
    async put(stream, { signal, maxBytes, accept } = {}) {
      const incoming = join(directory, 'incoming');
      await mkdir(incoming, { recursive: true });
      const temporary = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let size = 0;
      const file = await open(temporary, 'wx', 0o600);
      try {
        for await (const chunk of stream as AsyncIterable<Uint8Array>) {
          signal?.throwIfAborted();
          size += chunk.byteLength;
          if (maxBytes !== undefined && size > maxBytes) throw new FileTooLarge(maxBytes);
          hash.update(chunk);
          await file.writeFile(chunk);
        }
        await file.sync();
        await file.close();
        await accept?.(temporary);
        const sha256 = hash.digest('hex');
        const target = path(sha256);
        await mkdir(dirname(target), { recursive: true });
        await rename(temporary, target);
        await syncDirectory(dirname(target));
        return { sha256, size };
      } catch (error) {
        await file.close().catch((closing: NodeJS.ErrnoException) => {
          if (closing.code !== 'EBADF') throw closing;
        });
        await rm(temporary, { force: true });
        throw error;
      }
    },
  };
}
