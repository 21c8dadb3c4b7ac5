import { LONGEST_LINE_BYTES } from '#domain/phases/planning/import/record-scanner';
import { Refusal } from '#domain/refusals';
import { asNumber, type Duck, literal } from './duckdb';
import { plainNumberSql } from './number-sql';

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

/** The longest line that is written: quotation marks of a record (record-scanner) may double. */
const LONGEST_WRITTEN_BYTES = 2 * LONGEST_LINE_BYTES + 1_000;
/** What each reader holds of the file at a time. DuckDB's own choice, sixteen of the longest lines, is more than all the memory it is given here. */
const READ_AHEAD_BYTES = 2 * LONGEST_WRITTEN_BYTES;

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
    new_line = '\\n', columns = {${columns.join(', ')}}, max_line_size = ${LONGEST_WRITTEN_BYTES}, buffer_size = ${READ_AHEAD_BYTES}, parallel = ${hasQuotes ? 'false' : 'true'})`;
  await duck.run(`copy (select _ordinal, _line, ${names.join(', ')}, _row_hash from ${source}) to ${literal(output)} (format parquet)`);
  const [counted] = await duck.rows(`select count(*) as n from read_parquet(${literal(output)})`);
  const written = asNumber(counted?.n);
  if (written !== accepted) throw new Error(`DuckDB read ${written} of ${accepted} accepted records.`);
}

export interface ParquetColumn {
  name: string;
  /** DuckDB's name of its type. */
  type: string;
}

/** Columns of a Parquet file as it names them. Refuses what begins like one and cannot be read. */
export async function parquetColumns(duck: Duck, input: string): Promise<ParquetColumn[]> {
  const described = `select column_name as name, column_type as type from (describe select * from read_parquet(${literal(input)}))`;
  const rows = await duck.rows(described).catch((error: unknown) => {
    throw new Refusal(
      'file_unreadable',
      `It begins like a Parquet file and cannot be read as one (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}).`,
    );
  });
  return rows.map((row) => ({ name: String(row.name), type: String(row.type) }));
}

/** Whether a column holds lists or records instead of single values: it is kept as text. */
export function isNested({ type }: ParquetColumn): boolean {
  return /^(STRUCT|MAP|UNION)\b|\]$/.test(type);
}

/** A value as text; floating point as the shortest decimal text that is the same number, never with an exponent. */
function parquetText({ name, type }: ParquetColumn, hasPlainNumbers: boolean): string {
  const text = `cast("${name.replaceAll('"', '""')}" as varchar)`;
  if (!hasPlainNumbers || (type !== 'DOUBLE' && type !== 'FLOAT')) return text;
  const plain = plainNumberSql(text, 'scientific');
  return `case when contains(${text}, 'e') then ${plain} else ${text} end`;
}

/**
 * Brings a Parquet file as it came into our shape; line and ordinal are the record's number. Answers how many it holds.
 * `hasPlainNumbers`: whether 1e-05 is written 0.00001 (imports made before that was so are read as they were).
 */
export async function parquetToParquet(
  duck: Duck,
  input: string,
  columns: readonly ParquetColumn[],
  output: string,
  hasPlainNumbers: boolean,
): Promise<{ read: number; accepted: number }> {
  const texts = columns.map((column, index) => `${parquetText(column, hasPlainNumbers)} as ${columnSql(index)}`);
  const names = columns.map((_, index) => columnSql(index));
  const clean = names.map((name) => `coalesce(contains(${name}, chr(0)), false)`).join(' or ');
  const source = `(select cast(row_number() over () as integer) as _ordinal, ${texts.join(', ')} from read_parquet(${literal(input)}))`;
  await duck.run(
    `copy (select _ordinal, _ordinal as _line, ${names.join(', ')}, ${rowHashSql(columns.length)} as _row_hash from ${source} where not (${clean})) to ${literal(output)} (format parquet)`,
  );
  const count = async (path: string) => asNumber((await duck.rows(`select count(*) as n from read_parquet(${literal(path)})`))[0]?.n);
  return { read: await count(input), accepted: await count(output) };
}
