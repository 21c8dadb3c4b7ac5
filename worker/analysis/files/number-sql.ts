import { numberReading } from '#domain/rules/number-formats';
import { literal } from './duckdb';

/**
 * SQL of `plainNumber` (lib/domain/rules/number-formats): a text as plain decimal text, or as it is. `bind` takes the patterns,
 * which come from a closed list, where a statement wants them as parameters.
 */
export function plainNumberSql(text: string, format: string, bind: (value: string) => string = literal): string {
  const reading = numberReading(format);
  if (reading === null) return text;
  const { pattern, exponent, others, point, minus } = reading;
  const mantissa = exponent === null ? text : `regexp_replace(${text}, ${bind(exponent)}, ${bind('\\1')})`;
  const digits = `replace(regexp_replace(${mantissa}, ${bind(others)}, ${bind('')}, 'g'), ${bind(point)}, ${bind('.')})`;
  const sign = `case when regexp_matches(${mantissa}, ${bind(minus)}) then '-' else '' end`;
  const plain =
    exponent === null ? digits : movedSql(digits, `coalesce(try_cast(regexp_extract(${text}, ${bind(exponent)}, 2) as integer), 0)`);
  return `(case when regexp_full_match(${text}, ${bind(pattern)}) then ${sign} || ${plain} else ${text} end)`;
}

function movedSql(digits: string, exponent: string): string {
  const whole = `split_part(${digits}, '.', 1)`;
  const all = `(${whole} || split_part(${digits}, '.', 2))`;
  const at = `(length(${whole}) + ${exponent})`;
  return `(case when ${exponent} = 0 then ${digits} when ${at} <= 0 then '0.' || repeat('0', -${at}) || ${all}
    when ${at} >= length(${all}) then ${all} || repeat('0', ${at} - length(${all})) else left(${all}, ${at}) || '.' || substr(${all}, ${at} + 1) end)`;
}
