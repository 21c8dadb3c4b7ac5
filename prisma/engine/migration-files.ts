import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const PRISMA_FOLDER = path.resolve(import.meta.dirname, '..');

export interface MigrationFiles {
  schema: { path: string; content: string };
  lockfile: { path: string; content: string };
  /** In order of application; `content` is the SQL of the migration. */
  migrations: { name: string; content: string }[];
}

/** Reads schema and migrations from the project. Paths handed to the engine are relative names. */
export async function readMigrationFiles(): Promise<MigrationFiles> {
  const folder = path.join(PRISMA_FOLDER, 'migrations');
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrations = await Promise.all(
    names.sort().map(async (name) => ({ name, content: await readFile(path.join(folder, name, 'migration.sql'), 'utf8') })),
  );
  return {
    schema: { path: 'schema.prisma', content: await readFile(path.join(PRISMA_FOLDER, 'schema.prisma'), 'utf8') },
    lockfile: { path: 'migration_lock.toml', content: await readFile(path.join(folder, 'migration_lock.toml'), 'utf8') },
    migrations,
  };
}
