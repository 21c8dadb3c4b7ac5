import { itemHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import { compareBytes } from './compare-bytes';

/** The content of a version: each item's data by its key. */
export type Content = ReadonlyMap<string, ItemData>;

/** What turns `base` into `head`, in the order of keys. Content is compared by hash: going A → B → A is no change. */
export function diffItems(base: Content, head: Content): ItemChange[] {
  const changes: ItemChange[] = [];
  for (const [key, data] of head) {
    const before = base.get(key);
    if (before === undefined || itemHash(before) !== itemHash(data)) changes.push({ key, op: 'put', data });
  }
  for (const key of base.keys()) if (!head.has(key)) changes.push({ key, op: 'remove' });
  return changes.sort((one, other) => compareBytes(one.key, other.key));
}

/** The content after the changes; later changes of a key win. */
export function applyDiff(base: Content, changes: Iterable<ItemChange>): Map<string, ItemData> {
  const content = new Map(base);
  for (const change of changes) {
    if (change.op === 'put') content.set(change.key, change.data);
    else content.delete(change.key);
  }
  return content;
}
