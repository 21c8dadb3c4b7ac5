import type { Json } from '#domain/item/json';

/** A change of one item that is asked for, beside the hash of the item as it is on screen. */
export interface AskedChange {
  itemKey: string;
  seenHash: string;
  fields: Record<string, Json>;
}

/** What is sent of changes: where all of them say the same, that is said once. */
export function saidOnce(changes: readonly AskedChange[]): { changes: AskedChange[]; alike: Record<string, Json> } {
  const [first] = changes;
  const text = JSON.stringify(first?.fields);
  if (first === undefined || changes.some(({ fields }) => JSON.stringify(fields) !== text)) return { changes: [...changes], alike: {} };
  return { changes: changes.map((change) => ({ ...change, fields: {} })), alike: first.fields };
}
