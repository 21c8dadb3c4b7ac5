import { DATE_SHAPES } from '#domain/rules/rule-dates';
import { literal } from './duckdb';

/** SQL: the day of a text written in a format, NULL where it is none; shape first, because strptime alone forgives. Throws where there is no such format. */
export function dayOfSql(text: string, format: string, bind: (value: string) => string = literal): string {
  const known = DATE_SHAPES[format];
  if (known === undefined) throw new Error(`Unknown date format ${format}.`);
  const day = format.length === known.length ? text : `left(${text}, ${known.length})`;
  return `case when regexp_full_match(${text}, ${bind(known.shape)}) then try_strptime(${day}, ${bind(known.pattern)}) end`;
}

/** SQL: whether a text is a date of a format; false, never NULL, for a text that is not NULL. */
export function isDateSql(text: string, format: string): string {
  return `((${dayOfSql(text, format)}) is not null)`;
}
