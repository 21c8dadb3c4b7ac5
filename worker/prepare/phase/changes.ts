import type { ItemData } from '#domain/item/json';
import type { ItemChange } from './preparer';

/** Puts an item or a fact. The data have passed the phase's schema, which holds nothing but JSON. */
export function put(key: string, data: object): ItemChange {
  return { key, op: 'put', data: data as ItemData };
}

/** No changes at all. */
export async function* none(): AsyncGenerator<ItemChange> {
  // A draft that begins with what its base holds, or with nothing.
}
