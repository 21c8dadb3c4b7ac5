import type { Database } from '#data/sql/connection';

/** Bytes are hashes, and a number or an instant names nobody. */
const SEARCHED = ['text', 'character varying', 'json', 'jsonb', 'uuid', 'ARRAY', 'USER-DEFINED'];

/**
 * The columns, of all tables there are, in which a row holds one of some texts, as "table.column". In a text that is Base64, as the payloads
 * of archived events are, what it stands for is searched.
 */
export async function columnsHolding(db: Database, words: readonly string[]): Promise<string[]> {
  const { rows: columns } = await db.pool.query<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
       join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
      where c.table_schema = 'public' and c.data_type = any($1) order by 1, 2`,
    [SEARCHED],
  );
  const holding = [];
  for (const { table, column } of columns) {
    const { rows } = await db.pool.query<{ text: string }>(
      `select "${column}"::text as text from "${table}" where "${column}" is not null`,
    );
    if (rows.some(({ text }) => holds(text, words))) holding.push(`${table}.${column}`);
  }
  return holding;
}

/** Whether a text, or what stands in it as Base64, holds one of some words. */
export function holds(text: string, words: readonly string[]): boolean {
  const decoded = (text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []).map((part) => Buffer.from(part, 'base64').toString('utf8'));
  return [text, ...decoded].some((one) => words.some((word) => one.includes(word)));
}
