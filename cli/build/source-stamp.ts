import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BUILD_DIR, PROJECT_ROOT } from '../machine/folders';

export interface BuildStep {
  name: string;
  /** Files and folders, relative to the project, whose content decides whether to build again. */
  sources: string[];
  /** What the step makes; anything missing means building again. */
  made: string[];
}

const NOT_A_SOURCE = /(^|\/)(generated|node_modules|histories)(\/|$)|\.test\.tsx?$/;

/**
 * Runs a build step unless its sources are those of its last success and what it made is still there.
 * Answers whether it ran. The stamp is written last, so that a build broken off is done again.
 */
export async function skipWhenUnchanged(
  step: BuildStep,
  build: () => Promise<void>,
  onBegin: () => void = () => undefined,
): Promise<boolean> {
  const stampFile = path.join(BUILD_DIR, `${step.name}.sha256`);
  const hash = await sourceHash(PROJECT_ROOT, step.sources);
  const stamp = await readFile(stampFile, 'utf8').catch(() => '');
  if (stamp === hash && step.made.every((made) => existsSync(path.join(PROJECT_ROOT, made)))) return false;
  onBegin();
  await build();
  await mkdir(BUILD_DIR, { recursive: true });
  await writeFile(stampFile, hash);
  return true;
}

/** SHA-256 over the sorted paths and contents of all source files below the given files and folders. */
export async function sourceHash(root: string, sources: string[]): Promise<string> {
  const files: string[] = [];
  for (const source of sources) await collect(root, source, files);
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const content = await readFile(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function collect(root: string, relative: string, files: string[]): Promise<void> {
  if (NOT_A_SOURCE.test(relative)) return;
  const absolute = path.join(root, relative);
  if (!existsSync(absolute)) return;
  if (!(await stat(absolute)).isDirectory()) {
    files.push(relative);
    return;
  }
  for (const name of await readdir(absolute)) await collect(root, path.posix.join(relative, name), files);
}
