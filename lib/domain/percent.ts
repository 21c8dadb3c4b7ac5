/**
 * `part` of `whole` in per cent as text, rounded half up to `places` (0 to 4) by integer arithmetic; null where `whole` is 0.
 * Neither is negative. A share that is not whole is never rounded to 100, and one that is not nothing never to 0: "100.00 %"
 * beside three failing records would not be believed.
 */
export function percent(part: number | bigint, whole: number | bigint, places = 1): string | null {
  const [numerator, denominator] = [BigInt(part), BigInt(whole)];
  if (denominator === 0n) return null;
  const full = 100n * 10n ** BigInt(places);
  const rounded = (2n * full * numerator + denominator) / (2n * denominator);
  const scaled = rounded === full && numerator < denominator ? full - 1n : rounded === 0n && numerator > 0n ? 1n : rounded;
  const digits = scaled.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
