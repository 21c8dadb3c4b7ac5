import { homeFolders } from './folders';
import { readState } from './installation-state';
import { PlainError } from './plain-error';
import { stillRuns } from './processes';

/** Where a running installation is: what play, verify, redraw, bench and doctor connect to. */
export interface Installation {
  databaseUrl: string;
  ownerUrl: string;
  temporalAddress: string;
  namespace: string;
  filesDir: string;
  webUrl: string;
}

/**
 * The installation that `countersign up` runs in this checkout (or COUNTERSIGN_HOME). Where none runs, the external
 * services named by the environment. Throws a sentence where there is neither.
 */
export async function findInstallation(env: NodeJS.ProcessEnv = process.env): Promise<Installation> {
  const folders = homeFolders();
  const state = await readState(folders.state);
  if (state && stillRuns(state.up)) {
    const { databaseUrl, ownerUrl, temporalAddress, namespace, filesDir, webUrl } = state;
    return { databaseUrl, ownerUrl, temporalAddress, namespace, filesDir, webUrl };
  }
  if (env.DATABASE_URL && env.TEMPORAL_ADDRESS) {
    return {
      databaseUrl: env.DATABASE_URL,
      ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
      temporalAddress: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE ?? 'default',
      filesDir: folders.files,
      webUrl: env.NEXTAUTH_URL ?? 'http://localhost:3000',
    };
  }
  throw new PlainError(
    'No installation is running here: start one with "./countersign up" in another terminal, ' +
      'or set DATABASE_URL and TEMPORAL_ADDRESS.',
  );
}
