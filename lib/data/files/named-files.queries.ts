import type { Queryable } from '../sql/connection';

/** Where rows name files of storage by their SHA-256, in lower-case hex. What stands in no such column is kept by nobody. */
export const FILE_NAMES = [
  { table: 'stored_file', column: 'sha256' },
  { table: 'upload', column: 'sha256' },
  { table: 'evidence', column: 'sha256' },
  { table: 'derived_file', column: 'sha256' },
  { table: 'derived_file', column: 'source_sha256' },
  { table: 'rendition', column: 'sha256' },
  { table: 'signature', column: 'pdf_sha256' },
  { table: 'package', column: 'sha256' },
] as const;

/** Whose files they are: a directory of files belongs to one installation. */
export async function installationId(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ id: string }>('select id::text as id from installation');
  const [row] = rows;
  if (!row) throw new Error('the database has no installation');
  return row.id;
}

/** Which of some files, by their hashes, any row names. */
export async function namedFiles(db: Queryable, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const named = FILE_NAMES.map(({ table, column }) => `select ${column} as sha256 from ${table} where ${column} = any($1::text[])`);
  const { rows } = await db.query<{ sha256: string }>(named.join(' union '), [hashes]);
  return new Set(rows.map(({ sha256 }) => sha256));
}
