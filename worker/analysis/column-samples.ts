import { type ColumnSample, DATE_FORMATS, SPECIAL_WORDS } from '#domain/import/attribute-types';
import { asNumber, type Duck, literal } from './duckdb';
import { columnSql } from './records-file';

/** Records looked at to propose types. */
const SAMPLED = 20_000;

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
  return `CASE WHEN regexp_full_match(${column}, ${literal(shape)}) THEN try_strptime(${column}, ${literal(pattern)}) IS NOT NULL ELSE false END`;
}

/** What the first records of each column look like (lib/domain/import/attribute-types). */
export async function sampleColumns(duck: Duck, records: string, columnCount: number): Promise<ColumnSample[]> {
  await duck.run(`CREATE OR REPLACE TEMP TABLE sampled AS SELECT * FROM read_parquet(${literal(records)}) WHERE _ordinal <= ${SAMPLED}`);
  const words = SPECIAL_WORDS.map(literal).join(', ');
  const samples: ColumnSample[] = [];
  for (let index = 0; index < columnCount; index++) {
    const dates = Object.keys(DATE_FORMATS).map((format, i) => `count(*) FILTER (WHERE ${isDateSql('v', format)}) AS d${i}`);
    const [row] = await duck.rows(`
      WITH filled AS (SELECT ${columnSql(index)} AS v FROM sampled WHERE trim(coalesce(${columnSql(index)}, '')) <> ''), plain AS (SELECT v FROM filled WHERE v NOT IN (${words}))
      SELECT count(*) AS filled, count(*) FILTER (WHERE regexp_full_match(v, '${INTEGER_SHAPE}')) AS integers, count(*) FILTER (WHERE regexp_full_match(v, '${DECIMAL_SHAPE}')) AS decimals,
        count(*) FILTER (WHERE regexp_full_match(v, '[0-9]+')) AS digits, count(*) FILTER (WHERE regexp_full_match(v, '0[0-9].*')) AS zeros, count(DISTINCT v) AS distinct_values,
        coalesce(max(length(v)), 0) AS longest, ${dates.join(', ')}, (SELECT list_sort(list(DISTINCT v)) FROM filled WHERE v IN (${words})) AS specials FROM plain`);
    if (row === undefined) throw new Error(`No sample of column ${index + 1}.`);
    samples.push({
      filled: asNumber(row.filled),
      integers: asNumber(row.integers),
      decimals: asNumber(row.decimals),
      digits: asNumber(row.digits),
      leadingZeros: asNumber(row.zeros),
      distinct: asNumber(row.distinct_values),
      longest: asNumber(row.longest),
      dates: Object.fromEntries(Object.keys(DATE_FORMATS).map((format, i) => [format, asNumber(row[`d${i}`])])),
      specials: Array.isArray(row.specials) ? row.specials.map(String) : [],
    });
  }
  return samples;
}
