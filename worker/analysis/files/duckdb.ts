import { BIGINT, type DuckDBConnection, DuckDBInstance, type DuckDBType, LIST, listValue, VARCHAR } from '@duckdb/node-api';

/** Values of one row by column name; integers that DuckDB holds as BIGINT come as bigint. */
export type Row = Record<string, unknown>;

/** What may be bound to a statement. */
export type Bound = string | bigint | readonly string[];

function typeOf(value: Bound): DuckDBType {
  if (typeof value === 'string') return VARCHAR;
  return typeof value === 'bigint' ? BIGINT : LIST(VARCHAR);
}

function bound(values: readonly Bound[]): [(string | bigint | ReturnType<typeof listValue>)[], DuckDBType[]] {
  return [values.map((value) => (typeof value === 'object' ? listValue([...value]) : value)), values.map(typeOf)];
}

/** A private in-memory DuckDB for one task. Every statement stops when the signal aborts. */
export interface Duck {
  run(sql: string, values?: readonly Bound[]): Promise<void>;
  rows(sql: string, values?: readonly Bound[]): Promise<Row[]>;
  /** Rows in pieces, without holding them all. */
  stream(sql: string, values?: readonly Bound[]): AsyncGenerator<Row[]>;
  /** Texts of the first column in pieces; of a million rows, several times faster than rows. */
  texts(sql: string): AsyncGenerator<string[]>;
  close(): void;
}

/**
 * Opens it with two threads and 1 GB, so that a web server beside it keeps breathing; what does not fit is spilled to the
 * given directory.
 */
export async function openDuck(spillDirectory: string, signal: AbortSignal): Promise<Duck> {
  signal.throwIfAborted();
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB', temp_directory: spillDirectory });
  const connection: DuckDBConnection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  };
  return {
    run: (sql, values = []) => guarded(async () => void (await connection.run(sql, ...bound(values)))),
    rows: (sql, values = []) => guarded(async () => (await connection.runAndReadAll(sql, ...bound(values))).getRowObjectsJS() as Row[]),
    async *stream(sql, values = []) {
      const result = await guarded(() => connection.stream(sql, ...bound(values)));
      for await (const rows of result.yieldRowObjectJs()) {
        signal.throwIfAborted();
        yield rows as Row[];
      }
    },
    async *texts(sql) {
      const result = await guarded(() => connection.stream(sql));
      for (;;) {
        const chunk = await guarded(() => result.fetchChunk());
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk.getColumnValues(0).map(String);
      }
    },
    close() {
      signal.removeEventListener('abort', interrupt);
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A count as DuckDB answers it (BIGINT, HUGEINT or DOUBLE) as a number. */
export function asNumber(value: unknown): number {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return value;
  throw new Error(`Expected a number, got ${typeof value}.`);
}

/** A text column's value; null stays null. */
export function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  throw new Error(`Expected text, got ${typeof value}.`);
}

/** SQL literal of a text written by us (paths, column lists); people's values are always bound. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
