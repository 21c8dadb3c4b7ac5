import { NUMBER_SHAPE } from '#domain/rules/decimal';
import { FRACTION_DIGITS, WHOLE_DIGITS } from '#domain/rules/rule-expression';
import { asNumber, type Duck } from '../files/duckdb';

/** How many digits the numbers of a source have at most before and after the point. */
export interface NumberWidth {
  whole: number;
  fraction: number;
}

/** Digits DuckDB keeps in 64 bits, and at most. Reading texts into more than 64 bits is a hundred times slower. */
export const QUICK_DIGITS = 18;
export const MOST_DIGITS = 38;

/** Records looked at to guess widths; a guess that fails is noticed and measured. */
const SAMPLED = 20_000;
/** Digits left free before the point of what was seen. */
const SPARE_WHOLE = 3;

/** What values of a width look like; longer numbers do not match. */
export function shapeOf({ whole, fraction }: NumberWidth): string {
  return fraction === 0 ? `[+-]?[0-9]{1,${whole}}[.]?` : `[+-]?([0-9]{1,${whole}}([.][0-9]{0,${fraction}})?|[.][0-9]{1,${fraction}})`;
}

/** A source of numbers: SQL of a text, and what is bound in it from `$3` on. */
export interface NumberSource {
  sql: string;
  values: readonly string[];
}

async function measured(duck: Duck, from: string, where: string, { sql, values }: NumberSource): Promise<NumberWidth> {
  const digits = 'ltrim(v, $2)';
  const [row] = await duck.rows(
    `select coalesce(max(case when contains(v, $1) then instr(${digits}, $1) - 1 else strlen(${digits}) end), 0) as whole, coalesce(max(case when contains(v, $1) then strlen(v) - instr(v, $1) else 0 end), 0) as fraction
     from (select ${sql} as v from ${from} ${where}) where regexp_full_match(v, $3)`,
    ['.', '+-', NUMBER_SHAPE, ...values],
  );
  return { whole: Math.max(1, Math.min(WHOLE_DIGITS, asNumber(row?.whole))), fraction: Math.min(FRACTION_DIGITS, asNumber(row?.fraction)) };
}

/** Guesses a width from the first records, with room to spare while it stays quick. */
export async function guessWidth(duck: Duck, from: string, source: NumberSource): Promise<NumberWidth> {
  const { whole, fraction } = await measured(duck, from, `where _ordinal <= ${SAMPLED}`, source);
  return { whole: Math.max(whole, Math.min(whole + SPARE_WHOLE, QUICK_DIGITS - fraction)), fraction };
}

/** Measures the width that the numbers of all records need. */
export async function measureWidth(duck: Duck, from: string, source: NumberSource): Promise<NumberWidth> {
  return await measured(duck, from, '', source);
}
