import { hash } from 'node:crypto';
import { canonicalJson } from '#domain/item/canonical-json';
import type { Json } from '#domain/item/json';
import { Refusal } from '#domain/refusals';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import type { RecordRelation } from './record-relations';
import { IN_SCOPE_SQL, scopeValues, type VerifyScope } from './verify-scope';

/** A row as it is recorded: its columns by name, without those left out. Null stands for a column without a value. */
export interface RecordRow {
  key: string;
  stream: string | null;
  record: { readonly [column: string]: Json };
}

/** The rows of a table that count, in the order of their keys (bytes). The session's time zone must be UTC. */
export function recordRows(sql: SqlClient, table: string, relation: RecordRelation, scope: VerifyScope): AsyncGenerator<RecordRow> {
  return cursorRows(
    sql,
    'record_rows',
    `select * from (select (${relation.key}) collate "C" as key, ${relation.stream} as stream, to_jsonb(t) - $3::text[] as record
       from ${table} t where ${relation.counts}) e where ${IN_SCOPE_SQL} order by e.key`,
    [...scopeValues(scope), Object.keys(relation.leftOut)],
    (fetch) => sql.query<RecordRow>(fetch),
  );
}

/** The members of a record that have a value. */
export function present(record: RecordRow['record']): RecordRow['record'] {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

/**
 * Digest of a row, or hash of an entry: SHA-256, as hex, of the RFC 8785 text of its columns that have a value. Null where it has no
 * such text, which is true of no honest row.
 */
export function recordDigest(record: RecordRow['record']): string | null {
  try {
    return hash('sha256', canonicalJson(present(record)), 'hex');
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Digest of rows that are bound together: SHA-256, as hex, of their digests in the order of bytes, one after the other. */
export function groupDigest(digests: readonly string[]): string {
  return hash('sha256', Buffer.from([...digests].sort().join(''), 'hex'), 'hex');
}
