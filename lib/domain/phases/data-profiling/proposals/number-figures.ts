import { ceilRatio, floorRatio, ratioText, rootText, scaledText } from './scaled-decimal';

/** Most bins of a histogram. */
const HISTOGRAM_BINS = 20;

/** Sums over the numbers of a column, each a whole number over 10^scale. */
export interface NumberSums {
  count: number;
  scale: number;
  min: bigint;
  max: bigint;
  sum: bigint;
  squares: bigint;
}

/** A quantile as the values at two neighbouring ranks and how many quarters of the way from the one to the other. */
interface QuantilePlace {
  /** From 1. */
  rank: number;
  quarters: number;
}

/** Ranks of lower quartile, median and upper quartile of `count` values. */
function quartilePlaces(count: number): readonly [QuantilePlace, QuantilePlace, QuantilePlace] {
  // Linear between ranks: the p-quantile lies at rank 1 + (count − 1) × p (Hyndman and Fan 1996, definition 7).
  const at = (quarter: number): QuantilePlace => ({
    rank: 1 + Math.floor(((count - 1) * quarter) / 4),
    quarters: ((count - 1) * quarter) % 4,
  });
  return [at(1), at(2), at(3)];
}

/** Every rank needed for the quartiles, ascending, each once. */
export function quartileRanks(count: number): number[] {
  const ranks = quartilePlaces(count).flatMap(({ rank, quarters }) => (quarters === 0 ? [rank] : [rank, rank + 1]));
  return [...new Set(ranks)].sort((a, b) => a - b);
}

/** Lower quartile, median and upper quartile, each in quarters of the scale: four times the value. */
export function quartersOf(count: number, valueAt: (rank: number) => bigint): [bigint, bigint, bigint] {
  const quarter = ({ rank, quarters }: QuantilePlace): bigint => {
    const low = valueAt(rank);
    return quarters === 0 ? 4n * low : 4n * low + BigInt(quarters) * (valueAt(rank + 1) - low);
  };
  const [lower, median, upper] = quartilePlaces(count);
  return [quarter(lower), quarter(median), quarter(upper)];
}

/** Least and greatest value that is no outlier: within 1.5 interquartile ranges of the quartiles (Tukey 1977). */
export function fences([lower, , upper]: readonly [bigint, bigint, bigint]): { low: bigint; high: bigint } {
  const reach = 3n * (upper - lower);
  return { low: ceilRatio(2n * lower - reach, 8n), high: floorRatio(2n * upper + reach, 8n) };
}

export interface Bin {
  /** Least value of the bin; values below the next bin's belong to it. */
  least: bigint;
  from: string;
  to: string;
}

/** Equal bins between least and greatest value; one where they are the same. */
export function bins({ min, max, scale }: Pick<NumberSums, 'min' | 'max' | 'scale'>): Bin[] {
  const range = max - min;
  const count = range === 0n ? 1n : BigInt(HISTOGRAM_BINS);
  const edge = (index: bigint) => ratioText(min * count + range * index, count, scale);
  return Array.from({ length: Number(count) }, (_, at) => {
    const index = BigInt(at);
    return { least: min + ceilRatio(range * index, count), from: edge(index), to: edge(index + 1n) };
  });
}

export interface NumberFigures {
  min: string;
  max: string;
  mean: string;
  median: string;
  /** The standard deviation of a sample, over count − 1; null where there is one value only. */
  standardDeviation: string | null;
  lowerQuartile: string;
  upperQuartile: string;
}

/** Figures from exact sums and quartiles (in quarters); each is rounded once, at its end. */
export function numberFigures(
  { count, scale, min, max, sum, squares }: NumberSums,
  [lower, median, upper]: readonly [bigint, bigint, bigint],
): NumberFigures {
  const n = BigInt(count);
  return {
    min: scaledText(min, scale),
    max: scaledText(max, scale),
    mean: ratioText(sum, n, scale),
    median: ratioText(median, 4n, scale),
    standardDeviation: count < 2 ? null : rootText(n * squares - sum * sum, n * (n - 1n), scale),
    lowerQuartile: ratioText(lower, 4n, scale),
    upperQuartile: ratioText(upper, 4n, scale),
  };
}
