import { canonicalJson } from './canonical-json';
import type { ItemData, Json } from './json';

/**
 * One edit of one item of a draft: some of its cells (`set`), a new item (`put`), or its removal. `seen` holds what the person
 * saw in the cells they set. A set with it holds whatever happened to other cells meanwhile; an edit without it holds on the
 * very revision of the draft that the person saw.
 */
export type RowEdit =
  | { key: string; set: ItemData; seen?: ItemData | undefined }
  | { key: string; put: ItemData }
  | { key: string; remove: true };

/** A set of cells of one item. */
export type CellSet = Extract<RowEdit, { set: ItemData }>;

/** Whether an edit rests on the revision of the whole draft, and not on the cells it sets alone. */
export function needsRevision(edit: RowEdit): boolean {
  return !('set' in edit && edit.seen !== undefined);
}

/** An item after an edit; null where there is none. A set of an item that is gone brings nothing back. */
export function editedItem(before: ItemData | null, edit: RowEdit): ItemData | null {
  if ('remove' in edit) return null;
  if ('put' in edit) return edit.put;
  return before === null ? null : { ...before, ...edit.set };
}

/** The first field that somebody changed after the person saw it, unless to what the person sets; null where none was. */
export function conflictingField(before: ItemData, { set, seen }: CellSet): string | null {
  if (seen === undefined) return null;
  const conflict = Object.keys(set).find((name) => !sameValue(before[name], seen[name]) && !sameValue(before[name], set[name]));
  return conflict ?? null;
}

/** Whether two cells hold the same; a missing one is a blank. */
export function sameValue(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || canonicalJson(one ?? null) === canonicalJson(other ?? null);
}

/** Two sets of one item, one after the other, as one: what the later says, seen as the earlier saw it. */
export function mergeSets(earlier: CellSet, later: CellSet): CellSet {
  const set = { ...earlier.set, ...later.set };
  if (earlier.seen === undefined || later.seen === undefined) return { key: later.key, set };
  return { key: later.key, set, seen: { ...later.seen, ...earlier.seen } };
}

/** One set a cell. */
export function singleCells({ key, set, seen }: CellSet): CellSet[] {
  return Object.entries(set).map(([name, value]) => ({
    key,
    set: { [name]: value },
    ...(seen === undefined ? {} : { seen: { [name]: seen[name] ?? null } }),
  }));
}
