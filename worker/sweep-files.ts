import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { installationId, namedFiles } from '#data/files/named-files.queries';
import type { Database } from '#data/sql/connection';
import { type Swept, sweepAbandoned } from '#storage/abandoned-files';

/** A sweep looks at every file there is. */
const EVERY_MS = 24 * 60 * 60_000;
/** Whoever stores a file names it within seconds; a day leaves room for anything. */
const YOUNG_MS = 24 * 60 * 60_000;
/** Says whose a directory of files is. */
const MARK = 'installation';

export interface SweepDependencies {
  db: Database;
  filesDirectory: string;
  log: Logger;
}

/**
 * Removes from the directory of files what is older than a day and nobody names: a file without its row, or half of one, which a process left that
 * died between the two. Null where the directory is another installation's, whose rows are not known here.
 */
export async function sweepFilesOnce({ db, filesDirectory }: SweepDependencies, signal?: AbortSignal): Promise<Swept | null> {
  if (!(await isOwn(filesDirectory, await installationId(db.pool)))) return null;
  return await sweepAbandoned(filesDirectory, {
    before: new Date(Date.now() - YOUNG_MS),
    named: (hashes) => namedFiles(db.pool, hashes),
    ...(signal ? { signal } : {}),
  });
}

/** Whether the directory is this installation's; one that is nobody's yet becomes it. */
async function isOwn(directory: string, id: string): Promise<boolean> {
  await mkdir(directory, { recursive: true });
  const mark = join(directory, MARK);
  await writeFile(mark, id, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(mark, 'utf8')) === id;
}

/** Sweeps at once and then every day, until the worker stops. Whatever fails is said in the log and tried again. */
export async function sweepFilesUntilStopped(dependencies: SweepDependencies, signal: AbortSignal): Promise<void> {
  const { log, filesDirectory } = dependencies;
  while (!signal.aborted) {
    try {
      const swept = await sweepFilesOnce(dependencies, signal);
      if (swept === null) log.warn({ filesDirectory }, 'the files are those of another installation and are left as they are');
      else if (swept.incoming + swept.unnamed > 0) log.info(swept, 'removed files that nobody names');
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'files that nobody names could not be removed; it is tried again');
    }
    await sleep(EVERY_MS, undefined, { signal }).catch((error: unknown) => {
      // The sleep ends early only where the worker is told to stop.
      if (!signal.aborted) throw error;
    });
  }
}
