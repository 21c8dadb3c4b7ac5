import { mkdir, statfs } from 'node:fs/promises';
import { PlainError } from '../machine/plain-error';

const NEEDED_BYTES = 300 * 1024 * 1024;

/** Refuses to start on a disk that is as good as full: PostgreSQL would end in the middle of a write. */
export async function assertFreeSpace(folder: string, needed: number = NEEDED_BYTES): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed) return;
  throw new PlainError(
    `The disk of ${folder} is full: ${megabytes(free)} MB are free and ${megabytes(needed)} MB are needed. Free some space and start again.`,
  );
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
