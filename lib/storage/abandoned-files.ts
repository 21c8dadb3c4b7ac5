import type { Dirent } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathOf } from './storage';

/** Files that are asked about at once. */
const AT_ONCE = 500;
/** A folder of files by the first two characters of their hash. */
const FOLDER = /^[0-9a-f]{2}$/;
const SHA256 = /^[0-9a-f]{64}$/;

export interface Swept {
  /** Files that never arrived whole. */
  incoming: number;
  /** Whole files that nothing names. */
  unnamed: number;
}

export interface Sweep {
  /** What was written at or after this instant stays: somebody may be about to name it. */
  before: Date;
  /** Answers which of some files, by their hashes, anything names. */
  named: (hashes: readonly string[]) => Promise<ReadonlySet<string>>;
  signal?: AbortSignal;
}

/**
 * Removes from a directory of files what a process that died, or a request that broke off, left there. A file is taken aside before it goes, and
 * looked at again: one that somebody stored anew in that moment is put back. A sweep that is killed in between goes on where it was left.
 */
export async function sweepAbandoned(directory: string, sweep: Sweep): Promise<Swept> {
  const aside = join(directory, 'leaving');
  await mkdir(aside, { recursive: true });
  await settleAside(directory, aside, sweep);
  const swept = { incoming: await sweepIncoming(join(directory, 'incoming'), sweep), unnamed: 0 };
  for (const folder of await entriesOf(directory)) {
    if (!folder.isDirectory() || !FOLDER.test(folder.name)) continue;
    const names = (await entriesOf(join(directory, folder.name))).map(({ name }) => name).filter((name) => SHA256.test(name));
    for (let from = 0; from < names.length; from += AT_ONCE) {
      sweep.signal?.throwIfAborted();
      const old = await olderThan(directory, names.slice(from, from + AT_ONCE), sweep.before);
      const named = old.length === 0 ? new Set() : await sweep.named(old);
      for (const sha256 of old.filter((each) => !named.has(each)))
        await rename(pathOf(directory, sha256), join(aside, sha256)).catch(ifThere);
    }
  }
  swept.unnamed = await settleAside(directory, aside, sweep);
  return swept;
}

/** Removes what was taken aside, but for what was written or named meanwhile, which goes back. Answers how many went. */
async function settleAside(directory: string, aside: string, { before, named }: Sweep): Promise<number> {
  const names = (await entriesOf(aside)).map(({ name }) => name);
  const stay = names.length === 0 ? new Set() : await named(names);
  let gone = 0;
  for (const sha256 of names) {
    const path = join(aside, sha256);
    const written = await stat(path).catch(ifThere);
    // Another worker's sweep has settled it.
    if (written === null) continue;
    if (stay.has(sha256) || written.mtime >= before) await rename(path, pathOf(directory, sha256)).catch(ifThere);
    else {
      await rm(path, { force: true });
      gone += 1;
    }
  }
  return gone;
}

async function sweepIncoming(incoming: string, { before }: Sweep): Promise<number> {
  let gone = 0;
  for (const { name } of await entriesOf(incoming)) {
    const path = join(incoming, name);
    const written = await stat(path).catch(ifThere);
    if (written === null || written.mtime >= before) continue;
    await rm(path, { force: true });
    gone += 1;
  }
  return gone;
}

async function olderThan(directory: string, hashes: readonly string[], before: Date): Promise<string[]> {
  const old: string[] = [];
  for (const sha256 of hashes) {
    const written = await stat(pathOf(directory, sha256)).catch(ifThere);
    if (written !== null && written.mtime < before) old.push(sha256);
  }
  return old;
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  return (await readdir(directory, { withFileTypes: true }).catch(ifThere)) ?? [];
}

function ifThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
