import type { Queryable, SqlClient } from './connection';

/** A transaction's connection for readers that ask several things at once: it carries out one query after the other. */
export function oneAtATime(sql: SqlClient): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  const query = (...parameters: unknown[]): Promise<unknown> => {
    const run = (): Promise<unknown> => (sql.query as (...all: unknown[]) => Promise<unknown>).apply(sql, parameters);
    const result = last.then(run, run);
    last = result;
    return result;
  };
  return { query: query as Queryable['query'] };
}
