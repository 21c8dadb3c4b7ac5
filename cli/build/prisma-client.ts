import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';
import { mustRun } from '../machine/run-command';
import { skipWhenUnchanged } from './source-stamp';

/** Generates the database client from the schema, unless the schema is the one it was generated from. */
export async function generatePrismaClient(): Promise<void> {
  await skipWhenUnchanged(
    {
      name: 'prisma-client',
      sources: ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'],
      made: ['prisma/generated/client.ts'],
    },
    async () => {
      await mustRun(
        'Generating the database client',
        process.execPath,
        [path.join(PROJECT_ROOT, 'node_modules', 'prisma', 'build', 'index.js'), 'generate'],
        {
          cwd: PROJECT_ROOT,
          // The command line insists on a schema engine even to generate, where it is never run; naming any file
          // stops it from downloading one.
          env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
        },
      );
    },
  );
}
