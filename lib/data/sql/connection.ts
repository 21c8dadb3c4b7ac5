import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '#prisma-client';

/** A connection inside a transaction. */
export type SqlClient = pg.PoolClient;

/**
 * One pool of connections. Statements are SQL on `pool`; `prisma`, on that pool too, serves a few look-ups. Prisma owns schema
 * and migrations.
 */
export interface Database {
  prisma: PrismaClient;
  pool: pg.Pool;
  close(): Promise<void>;
}

const MAX_ATTEMPTS = 5;
/** Serialization failure and deadlock: PostgreSQL rolled everything back, so the same work may be tried again. */
const RETRYABLE = new Set(['40001', '40P01']);

/** Adds the session settings every connection needs to those the URL may carry. */
function withSessionOptions(url: string): string {
  const parsed = new URL(url);
  const given = parsed.searchParams.get('options');
  // adapter-pg drops the offset of timestamps, which is right only in UTC.
  parsed.searchParams.set('options', [given, '-c TimeZone=UTC'].filter(Boolean).join(' '));
  return parsed.href;
}

/** Opens a pool; nothing connects until the first query. `url` is a PostgreSQL connection URL. */
export function openDatabase(url: string, options: { maxConnections?: number; applicationName?: string } = {}): Database {
  const pool = new pg.Pool({
    connectionString: withSessionOptions(url),
    max: options.maxConnections ?? 10,
    application_name: options.applicationName ?? 'countersign',
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection that the server closes is replaced by the next query, which then reports what is wrong.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && RETRYABLE.has(error.code);
}

/**
 * One transaction at READ COMMITTED; commits what `work` did, or rolls back and throws. Deadlocks are tried again, unless
 * `once` says that `work` cannot be repeated: a stream that was read is at its end, and a second try would store nothing.
 */
export async function inTransaction<T>(db: Database, work: (sql: SqlClient) => Promise<T>, options: { once?: boolean } = {}): Promise<T> {
  const maxAttempts = options.once === true ? 1 : MAX_ATTEMPTS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(db, work);
    } catch (error) {
      if (!isRetryable(error) || attempt === maxAttempts) throw error;
    }
  }
}

async function runOnce<T>(db: Database, work: (sql: SqlClient) => Promise<T>): Promise<T> {
  const sql = await db.pool.connect();
  let broken: Error | undefined;
  // Without a listener, a connection lost between two queries would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  sql.on('error', onError);
  try {
    await sql.query('begin');
    const result = await work(sql);
    // In one message: a row of the record that no entry of the trail binds takes the transaction back.
    await sql.query('select require_bound(); commit');
    return result;
  } catch (error) {
    await sql.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    sql.off('error', onError);
    sql.release(broken);
  }
}

export const INSERT_ONLY_TABLES = [
  'command',
  'command_change',
  'command_verdict',
  'command_addition',
  'receipt',
  'item_decision',
  'version_author',
  'stale_acceptance',
  'input_confirmation',
  'audit_event',
  'history_segment',
  'phase_policy',
  'workflow_transitions',
  'turn',
  'assignment',
  'clock_event',
  'calendar',
  'calendar_version',
  'two_stage_table',
  'default_workflow',
  'escalation',
  'installation',
  'checkpoint',
  'checkpoint_leaf',
  'signing_key',
  'key_statement',
  'person_name',
  'rights_change',
  'rights_confirmation',
  'finding',
  'finding_occurrence',
  'finding_event',
  'rendition',
  'signature',
] as const;

/** Throws where the database role could rewrite the record; web and worker call it before they serve anybody. */
export async function assertRestrictedRole(db: Database): Promise<void> {
  const { rows } = await db.pool.query<{ role: string; tables: string[] | null }>(
    `select current_user as role, array_agg(t) filter (where has_table_privilege(current_user, t, 'UPDATE')
       or has_table_privilege(current_user, t, 'DELETE') or has_table_privilege(current_user, t, 'TRUNCATE')) as tables
     from unnest($1::text[]) as t`,
    [INSERT_ONLY_TABLES],
  );
  const row = rows[0];
  if (row?.tables) {
    throw new Error(
      `The database role ${row.role} may change ${row.tables.join(', ')}. Countersign runs only as a role that cannot rewrite its record: set DATABASE_URL to the role countersign_app.`,
    );
  }
}

/** A pool or a client inside a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;
