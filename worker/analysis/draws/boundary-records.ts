import { Refusal } from '#domain/refusals';
import { DECIMAL_SHAPE } from '#domain/rules/decimal';
import { unitsOf } from '#domain/sampling/monetary-unit';
import { asNumber } from '../files/duckdb';
import type { PopulationReader } from '../files/population-reader';

/** An attribute whose boundary records are wanted, with thresholds of the tester's own as decimal text. */
export interface BoundaryRequest {
  attribute: string;
  thresholds: readonly string[];
}

/** A boundary of an attribute: what it is, in words without its value, and its records. */
export interface BoundaryPoint {
  attribute: string;
  point: string;
  records: number;
  /** First keys in hash rank. */
  keys: readonly string[];
}

/** Numbers are compared as whole units of 10⁻¹⁰: casting text to so wide a decimal costs DuckDB twenty times as much. */
const DECIMALS = 10;

/** Tukey's fences, 1.5 interquartile ranges beyond the quartiles, in units, to the nearest one towards the quartiles. */
function fences(lowerQuartile: string, upperQuartile: string): { low: string; high: string } {
  const q1 = BigInt(lowerQuartile);
  const q3 = BigInt(upperQuartile);
  const reach = ((q3 - q1) * 3n) / 2n;
  return { low: String(q1 - reach), high: String(q3 + reach) };
}

/** Makes the table `boundary` (key): every record at a boundary of one of the attributes. */
async function emptyBoundary({ sql }: PopulationReader): Promise<void> {
  await sql.workshop.duck.run('create or replace temp table boundary (key varchar)');
}

async function pointsOf(
  { sql }: PopulationReader,
  { attribute, thresholds }: BoundaryRequest,
): Promise<{ point: string; value: string }[]> {
  const { duck } = sql.workshop;
  const [row] = await duck.rows(`select cast(min(d) as varchar) as low, cast(max(d) as varchar) as high,
    cast(quantile_disc(d, 0.25) as varchar) as q1, cast(quantile_disc(d, 0.75) as varchar) as q3 from numbers`);
  if (typeof row?.low !== 'string') throw new Refusal('invalid_input', `${attribute} holds no number, and so has no boundary.`);
  const { low, high } = fences(String(row.q1), String(row.q3));
  const nearest = async (side: 'min' | 'max', operator: '<=' | '>=', value: string): Promise<string | null> => {
    const [found] = await duck.rows(`select cast(${side}(d) as varchar) as d from numbers where d ${operator} cast($1 as hugeint)`, [
      value,
    ]);
    return typeof found?.d === 'string' ? found.d : null;
  };
  const found: { point: string; value: string | null }[] = [
    { point: 'at its minimum', value: row.low },
    { point: 'at its maximum', value: String(row.high) },
    { point: 'at its lower outlier bound', value: await nearest('min', '>=', low) },
    { point: 'at its upper outlier bound', value: await nearest('max', '<=', high) },
  ];
  for (const threshold of thresholds) {
    const at = String(unitsOf(threshold, DECIMALS) ?? 0n);
    found.push({ point: `at or below ${threshold}`, value: await nearest('max', '<=', at) });
    found.push({ point: `at or above ${threshold}`, value: await nearest('min', '>=', at) });
  }
  const known = new Set<string>();
  // A value at two boundaries is listed under the first.
  return found.flatMap(({ point, value }) => {
    if (value === null || known.has(value)) return [];
    known.add(value);
    return [{ point, value }];
  });
}

/**
 * Records at the boundaries of attributes: minimum, maximum, the values nearest inside Tukey's fences (discrete quartiles),
 * and the nearest values on both sides of each threshold; at most `most` keys of each in hash rank. Leaves the table
 * `boundary` (key) behind for the rest of the draw.
 */
export async function boundaryRecords(
  reader: PopulationReader,
  seed: string,
  requests: readonly BoundaryRequest[],
  most: number,
): Promise<BoundaryPoint[]> {
  const { sql } = reader;
  const { duck } = sql.workshop;
  await emptyBoundary(reader);
  const points: BoundaryPoint[] = [];
  for (const request of requests) {
    const text = `trim(${sql.numberOf(request.attribute)})`;
    const digits = `ltrim(${text}, '+-')`;
    const units = `try_cast(split_part(${digits}, '.', 1) || rpad(split_part(${digits}, '.', 2), ${DECIMALS}, '0') as hugeint)`;
    await duck.run(
      `create or replace temp table numbers as select * from (
         select k._key as key, ${sql.rank} as rank, case when regexp_full_match(${text}, '${DECIMAL_SHAPE}') then ${units} * case when starts_with(${text}, '-') then -1 else 1 end end as d from ${sql.from}
       ) where d is not null`,
      [seed],
    );
    const found = await pointsOf(reader, request);
    const values = found.map(({ value }) => value);
    await duck.run(`insert into boundary select key from numbers where d in (select cast(unnest($1) as hugeint))`, [values]);
    const rows = await duck.rows(
      `select cast(d as varchar) as d, count(*) as n, min_by(key, rank || key, ${Math.max(1, most)}) as keys from numbers
       where d in (select cast(unnest($1) as hugeint)) group by d`,
      [values],
    );
    const byValue = new Map(rows.map((row) => [String(row.d), row]));
    for (const { point, value } of found) {
      const row = byValue.get(value);
      if (row !== undefined)
        points.push({
          attribute: request.attribute,
          point,
          records: asNumber(row.n),
          keys: Array.isArray(row.keys) ? row.keys.map(String) : [],
        });
    }
  }
  return points;
}
