/** Amounts with more decimals than this are taken for unreadable rather than rounded. */
export const MOST_DECIMALS = 10;
const AMOUNT = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** A decimal text in units of 10^−decimals ("12.5" at 2 → 1250); null where it is no plain decimal of so few decimals. */
export function unitsOf(text: string, decimals: number): bigint | null {
  const match = AMOUNT.exec(text.trim());
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (match === null || whole + fraction === '' || fraction.length > decimals) return null;
  const units = BigInt(`${whole}${fraction.padEnd(decimals, '0')}`);
  return sign === '-' ? -units : units;
}

/** Units as decimal text: 1250 at 2 → "12.50". */
export function unitsText(units: bigint, decimals: number): string {
  if (decimals === 0) return String(units);
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(decimals + 1, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * The sampling interval value ÷ size as decimal text: exact where its decimals end within ten, else cut off after ten and
 * followed by "…". Selection never uses this text: it compares in integers, size times larger.
 */
export function intervalText(value: bigint, size: number, decimals: number): string {
  const scaled = value * 10n ** BigInt(MOST_DECIMALS);
  const cut = unitsText(scaled / BigInt(size), decimals + MOST_DECIMALS).replace(/\.?0+$/, '');
  return scaled % BigInt(size) === 0n ? cut : `${cut}…`;
}

/** Whether an amount is larger than the interval value ÷ size and so taken with certainty. */
export function isCertain(units: bigint, value: bigint, size: number): boolean {
  return units * BigInt(size) > value;
}

export interface MonetaryRecord {
  key: string;
  /** The amount in units; positive. */
  units: bigint;
}

/**
 * Records hit by points on the line of their cumulated amounts, in the order given. Points and line are both `size` times
 * larger than the amounts, so that everything is a whole number; record i covers [size · before, size · before with it).
 * A record hit more than once is listed once. The oracle for the worker's SQL.
 */
export function recordsHit(records: readonly MonetaryRecord[], points: readonly bigint[], size: number): string[] {
  const hit: string[] = [];
  let at = 0;
  let before = 0n;
  for (const { key, units } of records) {
    const after = before + units * BigInt(size);
    const from = at;
    while (at < points.length && (points[at] ?? 0n) < after) at += 1;
    if (at > from) hit.push(key);
    before = after;
  }
  return hit;
}
