import { createHash } from 'node:crypto';
import type { QueryResult, QueryResultRow } from 'pg';
import type { Queryable } from './connection';

/** Names of the texts seen so far: a few dozen, for a text carries no values. */
const names = new Map<string, string>();

/**
 * Runs a statement that PostgreSQL parses and plans once a connection: most of the time of a look-up by key is otherwise its planning.
 * For statements of one constant text that find few rows by key. Not for questions about content: one plan for chains of ten and of a
 * hundred thousand items serves neither.
 */
export async function queryPrepared<R extends QueryResultRow>(sql: Queryable, text: string, values: unknown[]): Promise<QueryResult<R>> {
  return await sql.query<R>({ name: nameOf(text), text, values });
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  // PostgreSQL cuts names at 63 bytes.
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
