import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CheckpointsChecked } from '#data/checkpoints/check-checkpoints.queries';
import { type Outside, readEvidence } from '#domain/checkpoint/evidence';
import type { TrustedKeys } from '#domain/checkpoint/trusted-keys';
import { parseKeys, readKeys, trustedKeys } from '#storage/signing-keys';
import { homeFolders } from './machine/folders';
import { isSystemError, PlainError } from './machine/plain-error';

/** Reads what left the installation: a file, or every file of a folder and of those in it, in the order of their names. */
export async function readAgainst(place: string): Promise<Outside[]> {
  const about = await stat(place).catch((error: unknown) => {
    throw isSystemError(error, 'ENOENT') ? new PlainError(`There is no file and no folder ${place}.`) : error;
  });
  const files = about.isDirectory() ? await filesIn(place) : [place];
  if (files.length === 0) throw new PlainError(`There is no file in ${place}.`);
  const read: Outside[] = [];
  for (const file of files) read.push(...readEvidence(file, await readFile(file, 'utf8')));
  return read;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** The keys that a verifier trusts: those of the file that is named, else this installation's; null where there is no file of keys. */
export async function keysToTrust(named: string | undefined): Promise<TrustedKeys | null> {
  const { COUNTERSIGN_KEYS_JSON: json } = process.env;
  const keys = named === undefined && json ? parseKeys(json, 'COUNTERSIGN_KEYS_JSON') : await readKeys(named ?? homeFolders().keys);
  if (keys) return trustedKeys(keys);
  if (named !== undefined) throw new PlainError(`There is no file ${named}.`);
  return null;
}

/** How much of checkpoints was looked at, as a line for a terminal. */
export function checkpointsInWords({ checkpoints, heads, outside }: CheckpointsChecked): string {
  const compared = outside === null ? '' : ` Compared with ${outside.checkpoints} checkpoints and ${outside.heads} heads from outside.`;
  return `Checked ${checkpoints} checkpoints over ${heads} heads of streams.${compared}\n`;
}
