import { generatePrismaClient } from './prisma-client';
import { buildWeb } from './web';
import { buildWorker } from './worker-bundle';

/** Builds what changed since the last start: the database client first, for pages and worker use it. */
export async function buildEverything(say: (sentence: string) => void): Promise<void> {
  const begun = performance.now();
  await generatePrismaClient();
  const built = await Promise.all([buildWeb(), buildWorker()]);
  if (built.includes(true)) say(`Built in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
}
