import { rm } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';
import { mustRun } from '../machine/run-command';
import { copyPdfParts } from './pdf-parts';
import { skipWhenUnchanged } from './source-stamp';
import { setMapsAside } from './web-maps';

/** Builds the web pages for production, unless their sources are those of the last build. */
export async function buildWeb(onBegin?: () => void): Promise<boolean> {
  await copyPdfParts();
  return skipWhenUnchanged(
    {
      name: 'web',
      sources: [
        'app',
        'components',
        'lib',
        'public',
        'proxy.ts',
        'prisma/schema.prisma',
        'next.config.js',
        'postcss.config.mjs',
        'package.json',
        'package-lock.json',
      ],
      made: ['.next/BUILD_ID'],
    },
    async () => {
      await rm(path.join(PROJECT_ROOT, '.next', 'BUILD_ID'), { force: true });
      await mustRun(
        'Building the web pages',
        process.execPath,
        [path.join(PROJECT_ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
        {
          cwd: PROJECT_ROOT,
          env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        },
      );
      await setMapsAside();
    },
    onBegin,
  );
}
