import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import { bins, fences, numberFigures, quartersOf, quartileRanks } from '#domain/phases/data-profiling/proposals/number-figures';
import { NUMBER_SHAPE } from '#domain/rules/decimal';
import { asNumber, type Duck } from '../files/duckdb';

type NumberProfile = Pick<
  AttributeProfile,
  'min' | 'max' | 'mean' | 'median' | 'standardDeviation' | 'lowerQuartile' | 'upperQuartile' | 'histogram' | 'outliers'
>;

/** The figures of a column that holds no number. */
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
  const parts = Array.from({ length: limbs }, (_, index) => `${limbSql(index, limbs)} as l${index}`);
  const pairs = Array.from({ length: limbs }, (_, a) => Array.from({ length: limbs - a }, (_, b) => [a, a + b] as const)).flat();
  const columns = [
    ...parts.map((_, index) => `sum(l${index} * n)::varchar as s${index}`),
    ...pairs.map(([a, b]) => `sum(l${a} * l${b} * n)::varchar as p${a}_${b}`),
  ];
  const [row] = await duck.rows(`select ${columns.join(', ')} from (select n::hugeint as n, ${parts.join(', ')} from numbers)`);
  const at = (name: string) => asBigInt(row?.[name]);
  const sum = parts.reduce((total, _, index) => total + at(`s${index}`) * LIMB ** BigInt(index), 0n);
  const squares = pairs.reduce((total, [a, b]) => total + at(`p${a}_${b}`) * LIMB ** BigInt(a + b) * (a === b ? 1n : 2n), 0n);
  return { sum, squares };
}

async function valuesAtRanks(duck: Duck, ranks: readonly number[]): Promise<(rank: number) => bigint> {
  const [row] = await duck.rows(
    `select ${ranks.map((rank) => `min(x) filter (where upto >= ${rank})::varchar as r${rank}`).join(', ')}
     from (select x, sum(n) over (order by x rows unbounded preceding) as upto from numbers)`,
  );
  return (rank) => asBigInt(row?.[`r${rank}`]);
}

/** Figures of the numbers of the table `stated`, those of the attribute's type that the rule language reads; leaves them as the table `numbers`. */
export async function profileNumbers(duck: Duck): Promise<NumberProfile> {
  const source = `(select p as v, n from stated where typed and regexp_full_match(p, '${NUMBER_SHAPE}'))`;
  const [shape] = await duck.rows(`select coalesce(max(length(split_part(v, '.', 2))), 0) as scale from ${source}`);
  const scale = asNumber(shape?.scale);
  await duck.run(`create or replace temp table numbers as select x, sum(n)::bigint as n from
    (select cast(split_part(v, '.', 1) || rpad(split_part(v, '.', 2), ${scale}, '0') as hugeint) as x, n from ${source}) group by 1`);
  const [ends] = await duck.rows(`select coalesce(sum(n), 0) as n, min(x)::varchar as least, max(x)::varchar as greatest from numbers`);
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
    return `coalesce(sum(n) filter (where x >= ${least}${next === undefined ? '' : ` and x < ${next.least}`}), 0) as b${index}`;
  });
  const beyond = [...(low > min ? [`x < ${low}`] : []), ...(high < max ? [`x > ${high}`] : [])];
  const [tally] = await duck.rows(
    `select ${binSql.join(', ')}, coalesce(sum(n) filter (where ${beyond.length === 0 ? 'false' : beyond.join(' or ')}), 0) as outliers from numbers`,
  );
  return {
    ...numberFigures({ count, scale, min, max, sum, squares }, quarters),
    histogram: parts.map(({ from, to }, index) => ({ from, to, count: asNumber(tally?.[`b${index}`]) })),
    outliers: asNumber(tally?.outliers),
  };
}
