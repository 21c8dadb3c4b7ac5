import 'server-only';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { Refusal } from '#domain/refusals';
import type { FileTooLarge, Storage } from '#storage/storage';
import { environment } from './environment';

const MEBIBYTE = 1024 ** 2;

/** Tells the error by its name: the storage is kept over reloads of this module, so its class may be an earlier copy. */
function isTooLarge(error: unknown): error is FileTooLarge {
  return error instanceof Error && error.name === 'FileTooLarge';
}

function tooLarge(limitBytes: number): Refusal {
  return new Refusal('file_too_large', `The limit is ${Math.floor(limitBytes / MEBIBYTE).toLocaleString('en')} MiB.`);
}

/**
 * Streams a request's body into storage.
 * @param accept looks at the whole file before it is kept, and throws where it is not to be
 * @throws Refusal `file_too_large` (by the stated length before anything is read, or while reading); `file_empty`;
 * `file_unreadable` where the sender stopped half-way. Nothing is stored then.
 */
export async function receiveFile(
  storage: Storage,
  request: Request,
  { limitBytes = environment().uploadLimitBytes, accept }: { limitBytes?: number; accept?: (path: string) => Promise<void> } = {},
): Promise<{ sha256: string; size: number }> {
  const stated = Number(request.headers.get('content-length') ?? Number.NaN);
  if (stated > limitBytes) throw tooLarge(limitBytes);
  if (!request.body || stated === 0) throw new Refusal('file_empty');
  try {
    return await storage.put(Readable.fromWeb(request.body as NodeReadableStream), {
      maxBytes: limitBytes,
      signal: request.signal,
      ...(accept === undefined ? {} : { accept }),
    });
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge(limitBytes);
    if (request.signal.aborted) throw new Refusal('file_unreadable', 'The upload was interrupted.');
    throw error;
  }
}
