import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { readMigrationFiles } from './migration-files';
import { withSchemaEngine } from './schema-engine';

export const APP_ROLE = 'countersign_app';

/**
 * Applies every migration that the database lacks, keeping `_prisma_migrations` exactly as `prisma migrate deploy` does.
 * `appPassword` lets the application role sign in with that password; without it the role stays as it is.
 * Returns the names of the migrations applied now. Throws what PostgreSQL says where one fails.
 */
export async function migrate(ownerUrl: string, options: { appPassword?: string } = {}): Promise<string[]> {
  const files = await readMigrationFiles();
  const { appliedMigrationNames } = await withSchemaEngine(ownerUrl, files, (engine) =>
    engine.applyMigrations({
      migrationsList: {
        baseDir: 'migrations',
        lockfile: files.lockfile,
        shadowDbInitScript: '',
        migrationDirectories: files.migrations.map(({ name, content }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: content } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  if (options.appPassword !== undefined) await setAppPassword(ownerUrl, options.appPassword);
  return appliedMigrationNames;
}

async function setAppPassword(ownerUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`alter role ${APP_ROLE} login password ${client.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
}

async function main(): Promise<void> {
  const ownerUrl = process.env.DATABASE_OWNER_URL;
  if (!ownerUrl) throw new Error('DATABASE_OWNER_URL is not set: migrations run as the owner of the database.');
  const applied = await migrate(ownerUrl, { appPassword: process.env.COUNTERSIGN_APP_PASSWORD });
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
