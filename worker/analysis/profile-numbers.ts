import type { AttributeProfile } from '#domain/phases/profile-facts';
import { bins, fences, numberFigures, quartersOf, quartileRanks } from '#domain/profiling/number-figures';
import { asNumber, type Duck } from './duckdb';

type NumberProfile = Pick<
  AttributeProfile,
  'min' | 'max' | 'mean' | 'median' | 'standardDeviation' | 'lowerQuartile' | 'upperQuartile' | 'histogram' | 'outliers'
>;

/** Of columns that hold no number. */
export const NO_NUMBERS: NumberProfile = {
  min: null,
  max: null,
  mean: null,
  median: null,
  standardDeviation: null,
  lowerQuartile: null,
  upperQuartile: null,
  histogram: [],
  outliers: 0,
};

/** Digits of one limb: the product of two limbs, added up over 10^9 records, stays within DuckDB's 128 bits. */
const LIMB_DIGITS = 13;
const LIMB = 10n ** BigInt(LIMB_DIGITS);
/** Digits of a number that 128 bits hold. */
const MOST_DIGITS = 38;

function asBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string') return BigInt(value);
  throw new Error(`Expected a whole number, got ${typeof value}.`);
}

/** SQL of the i-th limb (from the lowest) of a whole number x, with its sign; the highest takes what is left. */
function limbSql(index: number, limbs: number): string {
  const divided = index === 0 ? 'x' : `(x // ${LIMB ** BigInt(index)})`;
  return index === limbs - 1 ? divided : `(${divided} % ${LIMB})`;
}

/** Σx and Σx² over the numbers, exactly, put together from sums of limbs. */
async function sums(duck: Duck, limbs: number): Promise<{ sum: bigint; squares: bigint }> {
  const parts = Array.from({ length: limbs }, (_, index) => `${limbSql(index, limbs)} AS l${index}`);
  const pairs = Array.from({ length: limbs }, (_, a) => Array.from({ length: limbs - a }, (_, b) => [a, a + b] as const)).flat();
  const columns = [
    ...parts.map((_, index) => `sum(l${index} * n)::VARCHAR AS s${index}`),
    ...pairs.map(([a, b]) => `sum(l${a} * l${b} * n)::VARCHAR AS p${a}_${b}`),
  ];
  const [row] = await duck.rows(`SELECT ${columns.join(', ')} FROM (SELECT n::HUGEINT AS n, ${parts.join(', ')} FROM numbers)`);
  const at = (name: string) => asBigInt(row?.[name]);
  const sum = parts.reduce((total, _, index) => total + at(`s${index}`) * LIMB ** BigInt(index), 0n);
  const squares = pairs.reduce((total, [a, b]) => total + at(`p${a}_${b}`) * LIMB ** BigInt(a + b) * (a === b ? 1n : 2n), 0n);
  return { sum, squares };
}

async function valuesAtRanks(duck: Duck, ranks: readonly number[]): Promise<(rank: number) => bigint> {
  const [row] = await duck.rows(
    `SELECT ${ranks.map((rank) => `min(x) FILTER (WHERE upto >= ${rank})::VARCHAR AS r${rank}`).join(', ')}
     FROM (SELECT x, sum(n) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS upto FROM numbers)`,
  );
  return (rank) => asBigInt(row?.[`r${rank}`]);
}

/** Figures of the numbers of the table `stated`, those of the attribute's type; leaves them as the table `numbers`. */
export async function profileNumbers(duck: Duck): Promise<NumberProfile> {
  const source = '(SELECT v, n FROM stated WHERE typed)';
  const [shape] = await duck.rows(`SELECT coalesce(max(length(split_part(v, '.', 2))), 0) AS scale FROM ${source}`);
  const scale = asNumber(shape?.scale);
  await duck.run(`CREATE OR REPLACE TEMP TABLE numbers AS SELECT x, sum(n)::BIGINT AS n FROM
    (SELECT CAST(split_part(v, '.', 1) || rpad(split_part(v, '.', 2), ${scale}, '0') AS HUGEINT) AS x, n FROM ${source}) GROUP BY 1`);
  const [ends] = await duck.rows(`SELECT coalesce(sum(n), 0) AS n, min(x)::VARCHAR AS least, max(x)::VARCHAR AS greatest FROM numbers`);
  const count = asNumber(ends?.n);
  if (count === 0) return NO_NUMBERS;
  const min = asBigInt(ends?.least);
  const max = asBigInt(ends?.greatest);
  const digits = Math.min(MOST_DIGITS, Math.max(String(min).replace('-', '').length, String(max).replace('-', '').length));
  const { sum, squares } = await sums(duck, Math.ceil(digits / LIMB_DIGITS));
  const quarters = quartersOf(count, await valuesAtRanks(duck, quartileRanks(count)));
  const { low, high } = fences(quarters);
  const parts = bins({ min, max, scale });
  const binSql = parts.map(({ least }, index) => {
    const next = parts[index + 1];
    return `coalesce(sum(n) FILTER (WHERE x >= ${least}${next === undefined ? '' : ` AND x < ${next.least}`}), 0) AS b${index}`;
  });
  const beyond = [...(low > min ? [`x < ${low}`] : []), ...(high < max ? [`x > ${high}`] : [])];
  const [tally] = await duck.rows(
    `SELECT ${binSql.join(', ')}, coalesce(sum(n) FILTER (WHERE ${beyond.length === 0 ? 'false' : beyond.join(' OR ')}), 0) AS outliers FROM numbers`,
  );
  return {
    ...numberFigures({ count, scale, min, max, sum, squares }, quarters),
    histogram: parts.map(({ from, to }, index) => ({ from, to, count: asNumber(tally?.[`b${index}`]) })),
    outliers: asNumber(tally?.outliers),
  };
}
