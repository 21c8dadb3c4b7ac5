import { canonicalJson, textHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';

export const ITEMS = 100_000;
const FIELDS = 12;
/** One item in a hundred changes in a revision; as many again per thousand are added and removed. */
const CHANGED_EVERY = 100;
const ADDED = 100;
const REMOVED = 100;

export function itemKey(index: number): string {
  return `loan-${String(index).padStart(7, '0')}`;
}

/** Twelve fields of plausible lengths; `revision` shows in one of them. */
export function itemContent(index: number, revision: number): ItemData {
  const fields = Array.from(
    { length: FIELDS - 1 },
    (_, field) => [`FIELD_${field + 1}`, `${(index * (field + 7)) % 99_991} of ${field}`] as const,
  );
  return { ...Object.fromEntries(fields), REVISION: String(revision) };
}

/** The first version's content. Made before the clock runs: what is measured takes it from whoever read a file. */
export function wholeContent(): ItemChange[] {
  return Array.from({ length: ITEMS }, (_, index) => ({ key: itemKey(index), op: 'put', data: itemContent(index, 1) }));
}

/** What revision `number` (from 2) changes: 1 % of the items, plus 100 added and 100 removed, others each time. */
export function revisionChanges(number: number): ItemChange[] {
  const changes: ItemChange[] = [];
  for (let index = number; index < ITEMS - number * REMOVED; index += CHANGED_EVERY)
    changes.push({ key: itemKey(index), op: 'put', data: itemContent(index, number) });
  const taken = new Set(changes.map((change) => change.key));
  for (let nth = 0; nth < ADDED; nth += 1) changes.push({ key: `new-${number}-${nth}`, op: 'put', data: itemContent(nth, number) });
  for (let nth = 1; nth <= REMOVED; nth += 1) {
    const key = itemKey(ITEMS - (number - 1) * REMOVED - nth);
    if (!taken.has(key)) changes.push({ key, op: 'remove' });
  }
  return changes;
}

/** What a person changes in an afternoon: 20 items, spread over the content. */
export function fewChanges(number: number): ItemChange[] {
  return Array.from({ length: 20 }, (_, nth) => {
    const index = nth * 4_000 + number * 7;
    return { key: itemKey(index), op: 'put', data: itemContent(index, number) };
  });
}

export async function* streamed(changes: readonly ItemChange[]): AsyncGenerator<ItemChange> {
  yield* changes;
}

/** The rows of a whole copy as lines of COPY's text format, ready to send: what a floor must not be charged for making. */
export function copyLinesOf(copyId: string, number: number): string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (let index = 0; index < ITEMS; index += 1) {
    const data = canonicalJson(itemContent(index, number));
    chunk += `${copyId}\t${itemKey(index)}\t${number}\tput\t${data}\t\\\\x${textHash(data)}\n`;
    if (chunk.length > 1 << 16) {
      chunks.push(chunk);
      chunk = '';
    }
  }
  return [...chunks, chunk];
}
