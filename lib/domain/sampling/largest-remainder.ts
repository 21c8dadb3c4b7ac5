/**
 * Shares a whole number out by weight: each gets the whole part of its quota, what is left goes one by one to the largest
 * remainders, ties to the earlier. The shares add up to `total` exactly; weights are whole numbers, not all zero.
 */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((before, weight) => before + BigInt(weight), 0n);
  if (!Number.isInteger(total) || total < 0 || sum <= 0n || weights.some((weight) => weight < 0))
    throw new Error(`Nothing to share ${total} out by.`);
  const quotas = weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight);
    return { index, whole: Number(product / sum), remainder: product % sum };
  });
  const shares = quotas.map((quota) => quota.whole);
  const left = total - shares.reduce((before, share) => before + share, 0);
  const byRemainder = [...quotas].sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
