/**
 * `part` of `whole` in per cent as text, rounded half up to `places` (0 to 4) by integer arithmetic; null where `whole` is 0.
 * Both are whole numbers that are not negative.
 */
export function percent(part: number, whole: number, places = 1): string | null {
  if (whole === 0) return null;
  const scale = 10n ** BigInt(places);
  const scaled = (2n * 100n * BigInt(part) * scale + BigInt(whole)) / (2n * BigInt(whole));
  const digits = scaled.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
