import path from 'node:path';
import { KEY_FILE } from '#storage/signing-keys';

/** The checkout, wherever the command was called from. */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..', '..');

/** What belongs to the checkout and not to one installation: downloads and build stamps. */
export const CACHE_DIR = path.join(PROJECT_ROOT, '.countersign', 'cache');
export const BUILD_DIR = path.join(PROJECT_ROOT, '.countersign', 'build');

/** Where one installation keeps everything it makes. COUNTERSIGN_HOME moves it, for tests and second installations. */
function homeDir(env: NodeJS.ProcessEnv = process.env): string {
  const configured = env.COUNTERSIGN_HOME;
  return configured ? path.resolve(configured) : path.join(PROJECT_ROOT, '.countersign');
}

export interface HomeFolders {
  home: string;
  postgres: string;
  temporal: string;
  files: string;
  logs: string;
  secrets: string;
  /** File of the keys that sign checkpoints. */
  keys: string;
  state: string;
  /** Written when the demo is complete: its sign-ins. */
  demo: string;
}

export function homeFolders(home: string = homeDir(), env: NodeJS.ProcessEnv = process.env): HomeFolders {
  return {
    home,
    postgres: path.join(home, 'postgres'),
    temporal: path.join(home, 'temporal'),
    files: env.COUNTERSIGN_FILES ? path.resolve(env.COUNTERSIGN_FILES) : path.join(home, 'files'),
    logs: path.join(home, 'logs'),
    secrets: path.join(home, 'secrets.json'),
    keys: env.COUNTERSIGN_KEYS ? path.resolve(env.COUNTERSIGN_KEYS) : path.join(home, KEY_FILE),
    state: path.join(home, 'state.json'),
    demo: path.join(home, 'demo.json'),
  };
}
