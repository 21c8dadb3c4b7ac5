import { readFile } from 'node:fs/promises';
import type { ProcessMark } from './processes';
import { writePrivately } from './secrets';

/** What the running `up` tells other commands; kept after it ends, for the next start. Addresses hold passwords. */
export interface InstallationState {
  up: ProcessMark;
  ready: boolean;
  databaseUrl: string;
  ownerUrl: string;
  temporalAddress: string;
  namespace: string;
  temporalUi: string | null;
  filesDir: string;
  webUrl: string;
  ports: { postgres?: number; temporal?: number; temporalUi?: number; mail?: number; web: number };
  /** In order of starting; the last of a name is the present one. */
  processes: { name: string; mark: ProcessMark }[];
}

/** The state last written; undefined where nothing was ever started here or the file is not whole. */
export async function readState(file: string): Promise<InstallationState | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as InstallationState;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return undefined;
    throw error;
  }
}

export async function writeState(file: string, state: InstallationState): Promise<void> {
  await writePrivately(file, JSON.stringify(state, null, 2));
}
