import { SPECIAL_WORDS } from '#domain/phases/planning/import/attribute-types';
import type { ColumnSample } from '#domain/phases/planning/import/column-sample';
import { DECIMAL_SHAPE, INTEGER_SHAPE } from '#domain/rules/decimal';
import {
  NUMBER_MARKS,
  NUMBER_STYLES,
  type NumberMark,
  type NumberStyle,
  numberFormatText,
  numberReading,
} from '#domain/rules/number-formats';
import { DATE_FORMATS, DATE_TIME_FORMATS } from '#domain/rules/rule-dates';
import { isDateSql } from './date-sql';
import { asNumber, type Duck, literal, type Row } from './duckdb';
import { columnSql } from './records-file';

/** Records looked at to propose types. */
const SAMPLED = 10_000;

const FORMATS = [...DATE_FORMATS, ...DATE_TIME_FORMATS];
/** Computed once a value (`plain`), because everything else asks for it. */
const IS_DECIMAL = 'plain';
/** No date is shorter; most values of most columns are. */
const SHORTEST_DATE = 8;

/** Eight digits are taken for a day only in years that registers speak of; a format that is stated takes any year. */
function looksDatedSql(format: string): string {
  const isDate = isDateSql('v', format);
  const looks = format === 'yyyymmdd' ? `regexp_full_match(v, '(19|20|9999)[0-9]+') and ${isDate}` : isDate;
  return `case when length(v) < ${SHORTEST_DATE} then false else ${looks} end`;
}

function styledSql(style: NumberStyle): string {
  const reading = numberReading(numberFormatText(style, NUMBER_MARKS));
  const matches = `regexp_full_match(v, ${literal(reading?.pattern ?? '')})`;
  // A plain number is one of every style, but for a point where the style has a comma.
  const surely = style.endsWith(',56') ? `${IS_DECIMAL} and not contains(v, '.')` : IS_DECIMAL;
  return `case when ${surely} then true else ${matches} end`;
}

/** Marks are looked for in what is no plain number. */
const MARKED: Readonly<Record<NumberMark, string>> = {
  scientific: `regexp_matches(v, '[0-9.][eE][+-]?[0-9]')`,
  percent: `contains(v, '%')`,
  currency: `regexp_matches(v, '\\p{Sc}|[A-Z]{3}')`,
  parentheses: `contains(v, '(')`,
};

/**
 * Says what the first records of each column look like (lib/domain/phases/planning/import/column-sample). It takes one pass over
 * all columns, turned on their side, and looks at every distinct value once.
 */
export async function sampleColumns(duck: Duck, records: string, columnCount: number): Promise<ColumnSample[]> {
  const words = SPECIAL_WORDS.map(literal).join(', ');
  const columns = Array.from({ length: columnCount }, (_, index) => columnSql(index));
  const isPlain = `v not in (${words})`;
  const count = (condition: string) => `coalesce(sum(n) filter (where ${isPlain} and ${condition}), 0)`;
  const dates = FORMATS.map((format, i) => `${count(looksDatedSql(format))} as d${i}`);
  const numbers = NUMBER_STYLES.map((style, i) => `${count(styledSql(style))} as s${i}`);
  const styled = NUMBER_STYLES.map((style, i) => `${count(`not ${IS_DECIMAL} and ${styledSql(style)}`)} as t${i}`);
  const marks = NUMBER_MARKS.map((mark, i) => `${count(`not ${IS_DECIMAL} and ${MARKED[mark]}`)} as m${i}`);
  const rows = await duck.rows(`
    select name, ${count('true')} as filled, ${count(`regexp_full_match(v, '${INTEGER_SHAPE}')`)} as integers, ${count(IS_DECIMAL)} as decimals,
      ${count(`regexp_full_match(v, '[0-9]+')`)} as digits, ${count(`regexp_full_match(v, '0[0-9].*')`)} as zeros, count(*) filter (where ${isPlain}) as distinct_values,
      coalesce(max(length(v)) filter (where ${isPlain}), 0) as longest, ${[...dates, ...numbers, ...styled, ...marks].join(', ')},
      ${count(`${IS_DECIMAL} and regexp_matches(v, '^[+-]?[0-9]{4}')`)} as long, ${count(`${IS_DECIMAL} and starts_with(v, '-')`)} as negative, ${count(`regexp_full_match(v, '[0-9]+[eE][0-9]+')`)} as bare, list_sort(list(v) filter (where not (${isPlain}))) as specials
    from (select name, v, count(*) as n, regexp_full_match(v, '${DECIMAL_SHAPE}') as plain from (unpivot (select ${columns.join(', ')} from read_parquet(${literal(records)}) where _ordinal <= ${SAMPLED}) on ${columns.join(', ')} into name name value v)
      group by name, v) where trim(v) <> '' group by name`);
  const byName = new Map(rows.map((row) => [String(row.name), row]));
  return columns.map((name) => toSample(byName.get(name)));
}

function toSample(row: Row | undefined): ColumnSample {
  const number = (name: string) => (row === undefined ? 0 : asNumber(row[name]));
  const counted = <T extends string>(names: readonly T[], letter: string) =>
    Object.fromEntries(names.map((name, i) => [name, number(`${letter}${i}`)])) as Record<T, number>;
  return {
    filled: number('filled'),
    integers: number('integers'),
    decimals: number('decimals'),
    digits: number('digits'),
    leadingZeros: number('zeros'),
    distinct: number('distinct_values'),
    longest: number('longest'),
    dates: counted(FORMATS, 'd'),
    numbers: counted(NUMBER_STYLES, 's'),
    marks: counted(NUMBER_MARKS, 'm'),
    styled: counted(NUMBER_STYLES, 't'),
    longPlain: number('long'),
    negativePlain: number('negative'),
    bareExponents: number('bare'),
    specials: Array.isArray(row?.specials) ? row.specials.map(String) : [],
  };
}
