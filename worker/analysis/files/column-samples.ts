import { type ColumnSample, DATE_FORMATS, SPECIAL_WORDS } from '#domain/phases/planning/import/attribute-types';
import { asNumber, type Duck, literal, type Row } from './duckdb';
import { columnSql } from './records-file';

/** Records looked at to propose types. */
const SAMPLED = 10_000;

const SHAPES: Readonly<Record<string, string>> = {
  yyyymmdd: '(19|20)[0-9]{6}',
  'yyyy-mm-dd': '[0-9]{4}-[0-9]{2}-[0-9]{2}',
  'mm/dd/yyyy': '[0-9]{2}/[0-9]{2}/[0-9]{4}',
  'dd/mm/yyyy': '[0-9]{2}/[0-9]{2}/[0-9]{4}',
  'dd.mm.yyyy': '[0-9]{2}[.][0-9]{2}[.][0-9]{4}',
};

export const INTEGER_SHAPE = '[+-]?[0-9]+';
export const DECIMAL_SHAPE = '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)';

/** SQL: whether a text is a date of a format; shape first, because strptime alone forgives. */
export function isDateSql(column: string, format: string): string {
  const shape = SHAPES[format];
  const pattern = DATE_FORMATS[format];
  if (shape === undefined || pattern === undefined) throw new Error(`Unknown date format ${format}.`);
  return `case when regexp_full_match(${column}, ${literal(shape)}) then try_strptime(${column}, ${literal(pattern)}) is not null else false end`;
}

/**
 * Says what the first records of each column look like (lib/domain/phases/planning/import/attribute-types). It takes one pass over
 * all columns, turned on their side, and looks at every distinct value once.
 */
export async function sampleColumns(duck: Duck, records: string, columnCount: number): Promise<ColumnSample[]> {
  const words = SPECIAL_WORDS.map(literal).join(', ');
  const columns = Array.from({ length: columnCount }, (_, index) => columnSql(index));
  const isPlain = `v not in (${words})`;
  const count = (condition: string) => `coalesce(sum(n) filter (where ${isPlain} and ${condition}), 0)`;
  const dates = Object.keys(DATE_FORMATS).map((format, i) => `${count(isDateSql('v', format))} as d${i}`);
  const rows = await duck.rows(`
    select name, ${count('true')} as filled, ${count(`regexp_full_match(v, '${INTEGER_SHAPE}')`)} as integers, ${count(`regexp_full_match(v, '${DECIMAL_SHAPE}')`)} as decimals,
      ${count(`regexp_full_match(v, '[0-9]+')`)} as digits, ${count(`regexp_full_match(v, '0[0-9].*')`)} as zeros, count(*) filter (where ${isPlain}) as distinct_values,
      coalesce(max(length(v)) filter (where ${isPlain}), 0) as longest, ${dates.join(', ')}, list_sort(list(v) filter (where not (${isPlain}))) as specials
    from (select name, v, count(*) as n from (unpivot (select ${columns.join(', ')} from read_parquet(${literal(records)}) where _ordinal <= ${SAMPLED}) on ${columns.join(', ')} into name name value v)
      group by name, v) where trim(v) <> '' group by name`);
  const byName = new Map(rows.map((row) => [String(row.name), row]));
  return columns.map((name) => toSample(byName.get(name)));
}

function toSample(row: Row | undefined): ColumnSample {
  const number = (name: string) => (row === undefined ? 0 : asNumber(row[name]));
  return {
    filled: number('filled'),
    integers: number('integers'),
    decimals: number('decimals'),
    digits: number('digits'),
    leadingZeros: number('zeros'),
    distinct: number('distinct_values'),
    longest: number('longest'),
    dates: Object.fromEntries(Object.keys(DATE_FORMATS).map((format, i) => [format, number(`d${i}`)])),
    specials: Array.isArray(row?.specials) ? row.specials.map(String) : [],
  };
}
