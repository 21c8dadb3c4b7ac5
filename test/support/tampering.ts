import type { SqlClient } from '#data/sql/connection';

/** A column of a table, as the catalogue names it. */
export interface Column {
  name: string;
  /** Name of its type: int4, timestamptz, _text, … */
  type: string;
  isArray: boolean;
  /** The labels of an enumeration; null of other types. */
  labels: string[] | null;
  inKey: boolean;
}

/** Tables of the schema with their columns, from the catalogue. */
export async function readTables(sql: SqlClient): Promise<Map<string, Column[]>> {
  const { rows } = await sql.query<Column & { table: string }>(
    `select c.relname as table, a.attname as name, t.typname as type, t.typcategory = 'A' as "isArray",
            (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels,
            coalesce(a.attnum = any((select i.indkey from pg_index i where i.indrelid = c.oid and i.indisprimary)::int2[]), false) as "inKey"
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1, a.attnum`,
  );
  const tables = new Map<string, Column[]>();
  for (const { table, ...column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  return tables;
}

/** SQL of a value that differs from what column `c` holds, whatever that is. */
function another(column: Column): string {
  const name = `"${column.name}"`;
  if (column.isArray) return `case when coalesce(cardinality(${name}), 0) > 0 then '{}'::"${column.type}" end`;
  if (column.labels !== null) {
    const [first, second] = column.labels;
    return `case when ${name}::text = '${first}' then '${second}' else '${first}' end::${`"${column.type}"`}`;
  }
  switch (column.type) {
    case 'uuid':
      return 'gen_random_uuid()';
    case 'int4':
    case 'int8':
    case 'float8':
      return `coalesce(${name}, 0) + 1000003`;
    case 'bool':
      return `not coalesce(${name}, false)`;
    case 'date':
      return `coalesce(${name}, '2026-01-01') + 1`;
    case 'timestamptz':
      return `coalesce(${name}, now()) - interval '3 milliseconds'`;
    case 'jsonb':
      return `jsonb_build_object('tampered', ${name})`;
    case 'bytea':
      return `sha256(coalesce(${name}, ''::bytea))`;
    default:
      return `coalesce(${name}, '') || '~'`;
  }
}

/** One act of somebody who owns the database: SQL that is run with the triggers off, and how it is called. */
export interface Act {
  name: string;
  run(sql: SqlClient): Promise<number>;
}

/** Everything that is tried with a table: rows deleted, added and swapped, and each column changed. `which` chooses the rows that count. */
export function actsOn(table: string, columns: readonly Column[], which: string): Act[] {
  const keys = columns.filter((column) => column.inKey);
  const order = keys.map((column) => `t."${column.name}"`).join(', ');
  const nth = (place: string) => `(select t.ctid from "${table}" t where ${which} order by ${order} offset ${place} limit 1)`;
  const middle = nth(`(select count(*) / 2 from "${table}" t where ${which})`);
  const newest = `(select t.ctid from "${table}" t where ${which} order by ${newestFirst(columns)}, ${order} limit 1)`;
  const one = (statement: string) => async (sql: SqlClient) => (await sql.query(statement)).rowCount ?? 0;
  return [
    { name: 'delete the newest row', run: one(`delete from "${table}" t where t.ctid = ${newest}`) },
    { name: 'delete a middle row', run: one(`delete from "${table}" t where t.ctid = ${middle}`) },
    { name: 'delete all rows', run: one(`delete from "${table}" t where ${which}`) },
    { name: 'add a row', run: one(added(table, keys, middle)) },
    { name: 'swap two rows', run: (sql) => swap(sql, table, keys, which) },
    ...columns.map((column) => ({
      name: `change ${column.name}`,
      run: one(`update "${table}" t set "${column.name}" = ${another(column)} where t.ctid = ${middle}`),
    })),
  ];
}

function newestFirst(columns: readonly Column[]): string {
  const instant = columns.find((column) =>
    ['created_at', 'at', 'since', 'started_at', 'opened_at', 'reviewed_at', 'valid_from'].includes(column.name),
  );
  return instant === undefined ? 't.ctid desc' : `t."${instant.name}" desc`;
}

/** A copy of a row under another key. */
function added(table: string, keys: readonly Column[], row: string): string {
  const changed = keys.at(-1);
  if (changed === undefined) throw new Error(`${table} has no key`);
  return `insert into "${table}" select (jsonb_populate_record(t, jsonb_build_object('${changed.name}', ${another(changed)}))).* from "${table}" t where t.ctid = ${row}`;
}

/** Gives two rows each other's contents, so that each stands under the other's key. */
async function swap(sql: SqlClient, table: string, keys: readonly Column[], which: string): Promise<number> {
  const key = keys.map(({ name }) => name);
  const { rows } = await sql.query<{ one: object; other: object }>(
    `select to_jsonb(t) as one, to_jsonb(o) as other from "${table}" t join "${table}" o on o.ctid > t.ctid and to_jsonb(o) - $1::text[] <> to_jsonb(t) - $1::text[]
      where ${which} and ${which.replaceAll('t.', 'o.')} limit 1`,
    [key],
  );
  const pair = rows[0];
  if (pair === undefined) return 0;
  const only = (row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => key.includes(name)));
  await sql.query(`delete from "${table}" t where exists (select from jsonb_array_elements($1::jsonb) k where to_jsonb(t) @> k)`, [
    JSON.stringify([only(pair.one), only(pair.other)]),
  ]);
  for (const row of [
    { ...pair.other, ...only(pair.one) },
    { ...pair.one, ...only(pair.other) },
  ])
    await sql.query(`insert into "${table}" select (jsonb_populate_record(null::"${table}", $1::jsonb)).*`, [JSON.stringify(row)]);
  return 2;
}
