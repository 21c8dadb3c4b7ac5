import type { SqlClient } from './connection';

const BATCH = 500;

/** The rows of a statement, a batch at a time through a database cursor: memory stays constant. Inside a transaction. */
export async function* cursorRows<T extends Record<string, unknown>>(
  sql: SqlClient,
  name: string,
  statement: string,
  values: unknown[],
): AsyncGenerator<T> {
  await sql.query(`declare ${name} no scroll cursor for ${statement}`, values);
  try {
    for (;;) {
      const { rows } = await sql.query<T>(`fetch ${BATCH} from ${name}`);
      yield* rows;
      if (rows.length < BATCH) return;
    }
  } finally {
    await sql.query(`close ${name}`);
  }
}
