import { rankHash } from './hash-rank';
import type { MonetarySelection } from './monetary-selection';

/**
 * Points of a monetary-unit selection, ascending, on a line `size` times longer than the amounts: an interval is then
 * exactly `value` long. Fixed interval: start, start + value, …, with start = SHA-256(seed ‖ 0x0A ‖ ["start"]) mod value.
 * Cell: in the j-th cell (from 0) j · value + SHA-256(seed ‖ 0x0A ‖ ["cell","j"]) mod value. `upTo`: the line's length,
 * size × the value left after the items taken with certainty; no point reaches it.
 */
export function selectionPoints(request: { seed: string; selection: MonetarySelection; value: bigint; upTo: bigint }): bigint[] {
  const { seed, selection, value, upTo } = request;
  if (value <= 0n) return [];
  const offset = (texts: readonly string[]) => BigInt(`0x${rankHash(seed, texts)}`) % value;
  const start = offset(['start']);
  const points: bigint[] = [];
  for (let cell = 0n; cell * value < upTo; cell++) {
    const point = cell * value + (selection === 'cell' ? offset(['cell', String(cell)]) : start);
    if (point < upTo) points.push(point);
  }
  return points;
}
