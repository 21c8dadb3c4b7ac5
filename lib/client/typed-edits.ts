import type { ItemData } from '#domain/item/json';
import { editedItem, mergeSets, type RowEdit, sameValue } from '#domain/item/row-edit';

/** An item with what was typed laid over it; null where it was removed. */
export function withTyped(data: ItemData | null, edits: readonly RowEdit[] | undefined): ItemData | null {
  return (edits ?? []).reduce<ItemData | null>(editedItem, data);
}

/** Some fields of an item; a missing one is a blank. */
export function pick(data: ItemData, names: readonly string[]): ItemData {
  return Object.fromEntries(names.map((name) => [name, data[name] ?? null]));
}

/**
 * Edits with one more after them. A set joins the set of the same item before it, unless that is among the first `resent`;
 * cells that it brings back to what was seen have nothing left to send.
 */
export function joined(before: readonly RowEdit[], edit: RowEdit, resent: number): readonly RowEdit[] {
  const at = before.findLastIndex((each) => each.key === edit.key);
  const last = before[at];
  if (at < resent || last === undefined || !('set' in last) || !('set' in edit)) return [...before, edit];
  const { set, seen = {} } = mergeSets(last, edit);
  const names = Object.keys(set).filter((name) => !sameValue(set[name], seen[name]));
  const merged = names.length === 0 ? [] : [{ key: edit.key, set: pick(set, names), seen: pick(seen, names) }];
  return [...before.slice(0, at), ...merged, ...before.slice(at + 1)];
}
