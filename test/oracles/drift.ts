import type { DiffParams, DiffTarget } from '@prisma/schema-engine-wasm';
import { type MigrationFiles, readMigrationFiles } from '../../prisma/engine/migration-files';
import { withSchemaEngine } from '../../prisma/engine/schema-engine';

function diffParams(from: DiffTarget, files: MigrationFiles): DiffParams {
  const params = {
    from,
    to: { tag: 'schemaDatamodel' as const, files: [files.schema] },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  };
  return params;
}

/** SQL that would bring the database in line with the schema; null where they agree. */
export async function findDrift(ownerUrl: string): Promise<string | null> {
  const files = await readMigrationFiles();
  const from: DiffTarget = { tag: 'schemaDatasource', files: [files.schema], configDir: '.' };
  const diff = await withSchemaEngine(ownerUrl, files, (engine) => engine.diff(diffParams(from, files)));
  return diff.exitCode === 2 ? (diff.stdout ?? '') : null;
}
