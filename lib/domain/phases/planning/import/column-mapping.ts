import { type DictionaryEntry, normalisedName } from './dictionary';

export type MatchedBy = 'name' | 'position' | 'map' | 'none';
export interface MappedColumn {
  column: string;
  /** From 1. */
  position: number;
  entry: DictionaryEntry | null;
  matchedBy: MatchedBy;
}
export interface Mapping {
  columns: readonly MappedColumn[];
  unmatchedEntries: readonly DictionaryEntry[];
}

/** Names a person may call a dictionary entry by in a map: its code, its name, its number. */
function entryNames(entry: DictionaryEntry): string[] {
  return [entry.code, entry.name, String(entry.number)].filter((name) => name !== '').map(normalisedName);
}

/**
 * Finds the dictionary entry of each column: by the map, else by normalised name, else by position. By position means
 * that the column lies as far from its entry as the nearest matched neighbours on both sides do, so that an entry absent
 * from the data shifts nothing; with no neighbour at all the lists must be equally long, or the file without a header.
 * `map`: entry code, name or number → column name or position.
 */
export function mapColumns(
  columnNames: readonly string[],
  entries: readonly DictionaryEntry[],
  map: Readonly<Record<string, string>>,
  hasHeader: boolean,
): Mapping {
  const matched = new Map<number, { entry: number; by: MatchedBy }>();
  const usedEntries = new Set<number>();
  const take = (column: number, entry: number, by: MatchedBy) => {
    matched.set(column, { entry, by });
    usedEntries.add(entry);
  };
  const columnAt = (name: string): number => {
    const exact = columnNames.findIndex((column) => normalisedName(column) === normalisedName(name));
    return exact >= 0 || !/^\d+$/.test(name) ? exact : Number(name) <= columnNames.length ? Number(name) - 1 : -1;
  };
  for (const [entryName, columnName] of Object.entries(map)) {
    const entry = entries.findIndex((candidate) => entryNames(candidate).includes(normalisedName(entryName)));
    const column = columnAt(columnName);
    if (entry >= 0 && column >= 0 && !matched.has(column) && !usedEntries.has(entry)) take(column, entry, 'map');
  }
  if (hasHeader) {
    const byName = new Map<string, number[]>();
    entries.forEach((candidate, index) => {
      for (const name of new Set([normalisedName(candidate.name), normalisedName(candidate.code)]))
        byName.set(name, [...(byName.get(name) ?? []), index]);
    });
    columnNames.forEach((name, column) => {
      if (matched.has(column)) return;
      const entry = byName.get(normalisedName(name))?.find((index) => !usedEntries.has(index));
      if (entry !== undefined) take(column, entry, 'name');
    });
  }
  const anchors = [...matched]
    .map(([column, { entry }]) => ({ entry, offset: column - ((entries[entry]?.number ?? 0) - 1) }))
    .sort((a, b) => a.entry - b.entry);
  const mayCount = !hasHeader || entries.length === columnNames.length;
  entries.forEach((candidate, entry) => {
    if (usedEntries.has(entry)) return;
    const before = anchors.filter((anchor) => anchor.entry < entry).at(-1);
    const after = anchors.find((anchor) => anchor.entry > entry);
    const offset = before?.offset ?? after?.offset ?? (mayCount ? 0 : null);
    if (offset === null || (before !== undefined && after !== undefined && before.offset !== after.offset)) return;
    const column = candidate.number - 1 + offset;
    if (column >= 0 && column < columnNames.length && !matched.has(column)) take(column, entry, 'position');
  });
  return {
    columns: columnNames.map((column, index) => {
      const match = matched.get(index);
      return {
        column,
        position: index + 1,
        entry: match === undefined ? null : (entries[match.entry] ?? null),
        matchedBy: match?.by ?? 'none',
      };
    }),
    unmatchedEntries: entries.filter((_, index) => !usedEntries.has(index)),
  };
}
