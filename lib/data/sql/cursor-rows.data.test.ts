import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { inTransaction, type SqlClient } from './connection';
import { cursorBatchesAhead, cursorRows } from './cursor-rows';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
});

interface Numbered {
  n: number;
}

const upTo = (sql: SqlClient, last: number) =>
  cursorBatchesAhead(sql, 'numbers', 'select n from generate_series(1, $1::int) n', [last], (fetch) => sql.query<Numbered>(fetch));

async function openCursors(sql: SqlClient): Promise<number> {
  const { rows } = await sql.query<{ open: number }>('select count(*)::int as open from pg_cursors where not is_holdable and name = $1', [
    'numbers',
  ]);
  return rows[0]?.open ?? -1;
}

describe('rows read ahead', () => {
  it.each([0, 1, 499, 500, 501, 1700])('come all, once and in order, of %i rows', async (last) => {
    await inTransaction(database.db, async (sql) => {
      const ahead: number[] = [];
      for await (const rows of upTo(sql, last)) ahead.push(...rows.map(({ n }) => n));
      const one: number[] = [];
      const plain = cursorRows(sql, 'numbers', 'select n from generate_series(1, $1::int) n', [last], (fetch) =>
        sql.query<Numbered>(fetch),
      );
      for await (const { n } of plain) one.push(n);
      expect(ahead).toEqual(Array.from({ length: last }, (_, place) => place + 1));
      expect(one).toEqual(ahead);
      expect(await openCursors(sql)).toBe(0);
    });
  });

  it('leave no cursor and a free connection where the reader stops', async () => {
    await inTransaction(database.db, async (sql) => {
      for await (const rows of upTo(sql, 5000)) if (rows.length > 0) break;
      expect(await openCursors(sql)).toBe(0);
    });
  });

  it('say why the database broke off, after the batches before', async () => {
    let seen = 0;
    const reading = inTransaction(database.db, async (sql) => {
      const rows = cursorBatchesAhead(sql, 'numbers', 'select 1 / (1200 - n) as n from generate_series(1, 2000) n', [], (fetch) =>
        sql.query<Numbered>(fetch),
      );
      for await (const batch of rows) seen += batch.length;
    });
    await expect(reading).rejects.toThrow('division by zero');
    expect(seen).toBe(1000);
  });
});
