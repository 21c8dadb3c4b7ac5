import type { ItemData, Json } from '#domain/item/json';
import { type Guard } from './guard.queries';
import { maskFact } from './mask';
import type { ShowKey } from './shown-keys.queries';

/** Members of facts that are keys of records, or lists of them: what a draw named, passed over and replaced. */
const KEY_LISTS = ['keys', 'excluding'];
const REPLACED = 'replaced';

/** A fact as somebody may read it: masked values replaced, and pseudonyms in place of keys of records. */
export async function showFact({ mask, records }: Guard, data: ItemData): Promise<ItemData> {
  const masked = maskFact(mask, data);
  if (!records.hidden) return masked;
  return withKeys(masked, await records.shown(keysIn(masked)));
}

function keysIn(data: ItemData): string[] {
  const found: string[] = [];
  withKeys(data, (key) => {
    found.push(key);
    return key;
  });
  return found;
}

function withKeys(data: ItemData, show: ShowKey): ItemData {
  const entries = Object.entries(data).map(([name, value]): [string, Json] => {
    if (KEY_LISTS.includes(name)) return [name, eachText(value, show)];
    return [name, name === REPLACED && Array.isArray(value) ? value.map((pair: Json) => pairOf(pair, show)) : value];
  });
  return Object.fromEntries(entries);
}

function eachText(value: Json, show: ShowKey): Json {
  return Array.isArray(value) ? value.map((one: Json) => (typeof one === 'string' ? show(one) : one)) : value;
}

function pairOf(pair: Json, show: ShowKey): Json {
  if (typeof pair !== 'object' || pair === null || Array.isArray(pair)) return pair;
  return Object.fromEntries(Object.entries(pair).map(([name, key]) => [name, typeof key === 'string' ? show(key) : key]));
}
