import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BUILD_DIR, PROJECT_ROOT } from '../machine/folders';

/** Where the maps of the pages' scripts lie, by the names that the scripts give them: beside the build, since browsers are not given the source. */
export const WEB_MAPS = path.join(BUILD_DIR, 'web-maps');

/** Takes the maps that a build made out of what is served. */
export async function setMapsAside(): Promise<void> {
  await rm(WEB_MAPS, { recursive: true, force: true });
  await mkdir(WEB_MAPS, { recursive: true });
  const served = path.join(PROJECT_ROOT, '.next', 'static');
  for (const entry of await readdir(served, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name.endsWith('.map'))
      await rename(path.join(entry.parentPath, entry.name), path.join(WEB_MAPS, entry.name));
}
