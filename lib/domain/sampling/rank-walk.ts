/**
 * Takes the first `count` keys in rank order that are not in the version yet, and names those passed over on the way: all
 * that is needed to draw again without knowing the rest of the version.
 */
export function takeNew(
  ranked: readonly string[],
  isIn: (key: string) => boolean,
  count: number,
): { taken: string[]; passedOver: string[] } {
  const taken: string[] = [];
  const passedOver: string[] = [];
  for (const key of ranked) {
    if (taken.length === count) break;
    (isIn(key) ? passedOver : taken).push(key);
  }
  return { taken, passedOver };
}
