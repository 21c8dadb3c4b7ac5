import type { ItemHistoryEntry } from '#contract/views/version-views';

/** Which version, and who in it, a cell has its value from. */
export interface Blame {
  field: string;
  label: string;
  entry: ItemHistoryEntry;
}

/**
 * Who last changed each cell: the newest version of this one's own line that changed it, else the one that brought the
 * item. Versions that this one does not descend from gave it nothing.
 */
export function blameOf(history: readonly ItemHistoryEntry[], fields: readonly { field: string; label: string }[]): Blame[] {
  const own = history.filter((entry) => entry.inLine);
  const brought = own.findIndex((entry) => entry.kind !== 'changed');
  const since = brought < 0 ? own : own.slice(0, brought + 1);
  return fields.flatMap(({ field, label }) => {
    const entry = since.find((each) => each.kind !== 'changed' || each.cells.some((cell) => cell.field === field));
    return entry ? [{ field, label, entry }] : [];
  });
}
