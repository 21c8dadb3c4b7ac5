import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { build } from 'esbuild';

export interface BuiltWorker {
  /** Plain node runs this; it needs COUNTERSIGN_WORKFLOW_BUNDLE set to `bundle` in production. */
  main: string;
  bundle: string;
}

/** Compiles the workflows into one bundle, as a text. */
export async function bundleWorkflows(): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./workflows/workflow-types.ts', import.meta.url)),
    logger: { log: () => undefined, trace: () => undefined, debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error },
  });
  return code;
}

/** Compiles worker and workflows into `outDir`; packages stay outside, because some of them are native. */
export async function buildWorker(outDir: string): Promise<BuiltWorker> {
  await mkdir(outDir, { recursive: true });
  const main = join(outDir, 'worker.mjs');
  const bundle = join(outDir, 'workflow-bundle.js');
  const [code] = await Promise.all([
    bundleWorkflows(),
    build({
      entryPoints: [fileURLToPath(new URL('./main.ts', import.meta.url))],
      outfile: main,
      bundle: true,
      platform: 'node',
      // ESM, because the generated Prisma client uses import.meta.
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'warning',
    }),
  ]);
  await writeFile(bundle, code);
  return { main, bundle };
}
