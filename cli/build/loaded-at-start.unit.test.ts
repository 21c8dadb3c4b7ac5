import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';

/** What only an installation that is traced, or tells of itself, loads. */
const BY_SETTING = /^(@opentelemetry\/|@temporalio\/interceptors-opentelemetry|prom-client)/;

/** The packages that a program imports when it starts, and those that it loads when they are asked for. */
async function importsOf(program: string): Promise<{ atStart: string[]; later: string[] }> {
  const { metafile } = await build({
    entryPoints: [path.join(PROJECT_ROOT, program)],
    absWorkingDir: PROJECT_ROOT,
    ...{
      bundle: true,
      write: false,
      metafile: true,
      outdir: 'out',
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'silent',
    },
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const of = (kind: string) => imports.flatMap((one) => (one.kind === kind && one.external ? [one.path] : []));
  return { atStart: of('import-statement'), later: of('dynamic-import') };
}

it.each([
  ['worker/main.ts', '@temporalio/worker'],
  ['lib/server/services.ts', '@temporalio/client'],
  ['lib/server/telemetry.ts', 'pino'],
])('%s loads what traces only where a collector is named', async (program, known) => {
  const { atStart, later } = await importsOf(program);
  expect(atStart).toContain(known);
  expect(atStart.filter((name) => BY_SETTING.test(name))).toEqual([]);
  if (program !== 'lib/server/services.ts') expect(later).toContain('@opentelemetry/sdk-trace-node');
});
