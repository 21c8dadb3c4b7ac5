import type { QueryResult, QueryResultRow } from 'pg';
import type { SqlClient } from './connection';

const BATCH = 500;

/**
 * The rows of a statement, a batch at a time through a database cursor: memory stays constant. Inside a transaction. `fetch`
 * runs the statement it is given and names the row type: `(statement) => sql.query<Row>(statement)`.
 */
export async function* cursorRows<Row extends QueryResultRow>(
  sql: SqlClient,
  name: string,
  statement: string,
  values: unknown[],
  fetch: (statement: string) => Promise<QueryResult<Row>>,
): AsyncGenerator<Row> {
  await sql.query(`declare ${name} no scroll cursor for ${statement}`, values);
  let broken = false;
  try {
    for (;;) {
      const { rows } = await fetch(`fetch ${BATCH} from ${name}`).catch((error: unknown) => {
        broken = true;
        throw error;
      });
      yield* rows;
      if (rows.length < BATCH) return;
    }
  } finally {
    // A cursor that could not be read has ended with its transaction; closing it would hide why.
    if (!broken) await sql.query(`close ${name}`);
  }
}

/**
 * The rows of a statement as `cursorRows` reads them, but a whole batch at a time, while the database makes the next one: for long
 * logs. Two batches are in memory. The connection is busy between batches, so that nothing else may be asked on it meanwhile.
 */
export async function* cursorBatchesAhead<Row extends QueryResultRow>(
  sql: SqlClient,
  name: string,
  statement: string,
  values: unknown[],
  fetch: (statement: string) => Promise<QueryResult<Row>>,
): AsyncGenerator<Row[]> {
  await sql.query(`declare ${name} no scroll cursor for ${statement}`, values);
  let next = fetch(`fetch ${BATCH} from ${name}`);
  try {
    for (;;) {
      const { rows } = await next;
      const more = rows.length === BATCH;
      if (more) {
        next = fetch(`fetch ${BATCH} from ${name}`);
        // It fails where it is awaited: at the next batch, or at the end of a reader that stops before.
        next.catch(() => undefined);
      }
      yield rows;
      if (!more) return;
    }
  } finally {
    const readable = await next.then(
      () => true,
      () => false,
    );
    if (readable) await sql.query(`close ${name}`);
  }
}
