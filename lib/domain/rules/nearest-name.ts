/** How many letters must be changed, added or taken away to make one text of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The name that was probably meant: nearest without regard to case, at most a third of its letters away; null where none is. */
export function nearestName(written: string, names: readonly string[]): string | null {
  const wanted = written.toLowerCase().slice(0, 100);
  let nearest: { name: string; away: number } | null = null;
  for (const name of names) {
    const away = distance(wanted, name.toLowerCase());
    if (away <= Math.max(1, Math.floor(name.length / 3)) && (nearest === null || away < nearest.away)) nearest = { name, away };
  }
  return nearest?.name ?? null;
}
