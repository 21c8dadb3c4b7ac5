import { largestRemainder } from './largest-remainder';

/** More strata than this are no design any more; the tester is told to use bands. */
export const MOST_STRATA = 200;
const DECIMAL = /^[+-]?(\d{1,18}(\.\d{1,10})?|\.\d{1,10})$/;

/** One stratum of a population: its name, how many records it holds, and how many are drawn of them. */
export interface Stratum {
  stratum: string;
  records: number;
  size: number;
}

/** Where a record falls: one of the bands, or apart because it has no number. */
export const BLANK_STRATUM = '(blank)';
export const UNREADABLE_STRATUM = '(not a number)';

/** Names of the numeric bands between ascending edges: "below 50", "50 to below 100", "100 and above". */
export function bandNames(edges: readonly string[]): string[] {
  const first = edges[0];
  if (first === undefined) return [];
  const between = edges.slice(1).map((edge, index) => `${edges[index] ?? ''} to below ${edge}`);
  return [`below ${first}`, ...between, `${edges.at(-1) ?? ''} and above`];
}

/** Why edges make no bands, in words; null where they do: at least one decimal, each above the one before. */
export function bandsProblem(edges: readonly string[]): string | null {
  if (edges.length === 0) return 'Bands need at least one edge.';
  if (edges.length >= MOST_STRATA) return `At most ${MOST_STRATA - 1} edges.`;
  const wrong = edges.find((edge) => !DECIMAL.test(edge));
  if (wrong !== undefined) return `“${wrong}” is not a number.`;
  const scaled = edges.map(tenDecimals);
  const fall = scaled.findIndex((edge, index) => index > 0 && edge <= (scaled[index - 1] ?? 0n));
  return fall < 0 ? null : `Each edge must be above the one before: ${edges[fall] ?? ''} is not.`;
}

function tenDecimals(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const value = BigInt(`${whole}${fraction.padEnd(10, '0')}`);
  return negative ? -value : value;
}

/** Proportional allocation: each stratum's share of `total` by its records, by largest remainder; never more than it holds. */
export function allocateProportionally(counts: readonly { stratum: string; records: number }[], total: number): Stratum[] {
  const records = counts.reduce((sum, each) => sum + each.records, 0);
  const sizes = largestRemainder(
    Math.min(total, records),
    counts.map((each) => each.records),
  );
  return counts.map((each, index) => ({ ...each, size: sizes[index] ?? 0 }));
}

/** Allocation by a table of stratum → size; strata it does not name get none. Throws, in words, where a stratum does not exist or holds fewer. */
export function allocateByTable(counts: readonly { stratum: string; records: number }[], sizes: ReadonlyMap<string, number>): Stratum[] {
  for (const name of sizes.keys())
    if (!counts.some((each) => each.stratum === name)) throw new Error(`The population has no stratum “${name}”.`);
  return counts.map((each) => {
    const size = sizes.get(each.stratum) ?? 0;
    if (size > each.records) throw new Error(`Stratum “${each.stratum}” holds only ${each.records} of the ${size} records asked for.`);
    return { ...each, size };
  });
}
