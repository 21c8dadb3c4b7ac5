import { asNumber, type Duck, literal } from './duckdb';

/** Name of the n-th column (from 0) inside our Parquet files; the file's own names never become SQL. */
export function columnSql(index: number): string {
  return `c${index + 1}`;
}

/** SQL of a record's hash: lib/domain/sampling/population-hash's `rowHash`, field by field. */
function rowHashSql(columnCount: number): string {
  const parts = Array.from(
    { length: columnCount },
    (_, index) => `case when ${columnSql(index)} is null then '-' else strlen(${columnSql(index)}) || ':' || ${columnSql(index)} end`,
  );
  return `sha256(concat(${parts.join(', ')}))`;
}

/** What the text that record-writer wrote is made of. */
export interface WrittenRecords {
  path: string;
  columnCount: number;
  accepted: number;
  hasQuotes: boolean;
}

/**
 * Turns the accepted records of a delimited file (record-writer) into Parquet: `_ordinal`, `_line`, `_row_hash` and every
 * column as text, null where the file has nothing. Throws where DuckDB reads another number of records than were written.
 */
export async function delimitedToParquet(
  duck: Duck,
  { path, columnCount, accepted, hasQuotes }: WrittenRecords,
  delimiter: string,
  output: string,
): Promise<void> {
  const names = Array.from({ length: columnCount }, (_, index) => columnSql(index));
  const columns = ["'_ordinal': 'INTEGER'", "'_line': 'INTEGER'", "'_row_hash': 'VARCHAR'", ...names.map((name) => `'${name}': 'VARCHAR'`)];
  const quote = hasQuotes ? `'"'` : `''`;
  // Only without quotation marks is every line end the end of a record, so that several readers may begin in the middle.
  const source = `read_csv(${literal(path)}, auto_detect = false, header = false, delim = ${literal(delimiter)}, quote = ${quote}, escape = ${quote},
    new_line = '\\n', columns = {${columns.join(', ')}}, max_line_size = 16777216, parallel = ${hasQuotes ? 'false' : 'true'})`;
  await duck.run(`copy (select _ordinal, _line, ${names.join(', ')}, _row_hash from ${source}) to ${literal(output)} (format parquet)`);
  const [counted] = await duck.rows(`select count(*) as n from read_parquet(${literal(output)})`);
  const written = asNumber(counted?.n);
  if (written !== accepted) throw new Error(`DuckDB read ${written} of ${accepted} accepted records.`);
}

/** Columns of a Parquet file as it names them. */
export async function parquetColumns(duck: Duck, input: string): Promise<string[]> {
  return (await duck.rows(`select column_name as name from (describe select * from read_parquet(${literal(input)}))`)).map((row) =>
    String(row.name),
  );
}

/** Brings a Parquet file as it came into our shape; line and ordinal are the record's number. Answers how many it holds. */
export async function parquetToParquet(
  duck: Duck,
  input: string,
  columns: readonly string[],
  output: string,
): Promise<{ read: number; accepted: number }> {
  const texts = columns.map((name, index) => `cast("${name.replaceAll('"', '""')}" as varchar) as ${columnSql(index)}`);
  const names = columns.map((_, index) => columnSql(index));
  const clean = names.map((name) => `coalesce(contains(${name}, chr(0)), false)`).join(' or ');
  const source = `(select cast(row_number() over () as integer) as _ordinal, ${texts.join(', ')} from read_parquet(${literal(input)}))`;
  await duck.run(
    `copy (select _ordinal, _ordinal as _line, ${names.join(', ')}, ${rowHashSql(columns.length)} as _row_hash from ${source} where not (${clean})) to ${literal(output)} (format parquet)`,
  );
  const count = async (path: string) => asNumber((await duck.rows(`select count(*) as n from read_parquet(${literal(path)})`))[0]?.n);
  return { read: await count(input), accepted: await count(output) };
}
