import { accessSync, constants, createReadStream, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { recordUpload } from '#data/files/uploads.commands';
import type { Subject } from '#domain/people/permissions';
import { PlainError } from '../machine/plain-error';
import { asActor } from './cast';
import { persist } from './persist';
import type { Stage } from './stage';

/** A file to import: its name and its bytes, from disk or made by the demo. */
export interface PlayFile {
  name: string;
  open: () => Readable;
}

export interface PlayFiles {
  dictionary: PlayFile;
  data: PlayFile;
  /** Entry → column, from --map. */
  map: Readonly<Record<string, string>>;
}

/** @throws PlainError where there is no such file, or none that may be read: before anything is started with it */
export function fileFromDisk(path: string): PlayFile {
  requireFile(path);
  return { name: basename(path), open: () => createReadStream(path) };
}

export function fileFromText(name: string, text: string): PlayFile {
  return { name, open: () => Readable.from([Buffer.from(text, 'utf8')]) };
}

function requireFile(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new PlainError(`There is no file ${path} that can be read.`);
  }
  if (!statSync(path).isFile()) throw new PlainError(`${path} is no file.`);
}

/**
 * Reads `--map`: one `entry=column` a line; blank lines and lines starting with # are passed over.
 * @throws PlainError where there is no such file, or a line says something else, which is named
 */
export async function readMapFile(path: string): Promise<Record<string, string>> {
  requireFile(path);
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
  const pairs = lines.flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const at = line.indexOf('=');
    if (at < 1) throw new PlainError(`${path}, line ${index + 1}: expected entry=column.`);
    return [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
  });
  return Object.fromEntries(pairs);
}

/** Keeps a file under its hash, as the upload of a page does; answers the hash. */
export async function upload(stage: Stage, tester: Subject, cycleReportId: string, file: PlayFile): Promise<string> {
  const stored = await stage.storage.put(file.open());
  const actor = { ...asActor(tester, 'tester'), id: tester.userId };
  await persist(() =>
    recordUpload(stage.db, actor, { cycleReportId, ...stored, fileName: file.name, mediaType: 'application/octet-stream' }),
  );
  return stored.sha256;
}
