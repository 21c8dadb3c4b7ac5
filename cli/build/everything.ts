import { buildVerifyPage } from './verify-page';
import { buildWeb } from './web';
import { buildWorker } from './worker-bundle';

/** Builds what changed since the last start. The database client, which pages and worker use, has been generated before. */
export async function buildEverything(say: (sentence: string) => void): Promise<void> {
  const begun = performance.now();
  const built = await Promise.all([
    buildWeb(() => say('Building the pages (under a minute on a quiet machine) …')),
    buildWorker(),
    buildVerifyPage(),
  ]);
  if (built.includes(true)) say(`Built in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
}
