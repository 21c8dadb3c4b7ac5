import { canonicalJson, itemHash } from './canonical-json';
import type { ItemData, Json } from './json';

/** One row of the change log: what a version says about a key. */
export type ItemChange = { key: string; op: 'put'; data: ItemData } | { key: string; op: 'remove' };

export type Content = ReadonlyMap<string, ItemData>;

/** Reserved keys hold facts of the whole version: compared and hashed, not counted. */
export function isFactKey(key: string): boolean {
  return key.startsWith('$');
}

/** What turns `base` into `head`, in the order of keys. Content is compared by hash: going A → B → A is no change. */
export function diffItems(base: Content, head: Content): ItemChange[] {
  const changes: ItemChange[] = [];
  for (const [key, data] of head) {
    const before = base.get(key);
    if (before === undefined || itemHash(before) !== itemHash(data)) changes.push({ key, op: 'put', data });
  }
  for (const key of base.keys()) if (!head.has(key)) changes.push({ key, op: 'remove' });
  return changes.sort((one, other) => compareKeys(one.key, other.key));
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

export interface CellDifference {
  field: string;
  before: Json | undefined;
  after: Json | undefined;
}

/** The fields in which two contents of one item differ; the columns of `values` are named `values.<CODE>`. */
export function diffCells(before: ItemData | null, after: ItemData | null): CellDifference[] {
  const left = cells(before);
  const right = cells(after);
  const fields = [...new Set([...left.keys(), ...right.keys()])].sort();
  return fields.flatMap((field) => {
    const one = left.get(field);
    const other = right.get(field);
    const same = one === other || (one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other));
    return same ? [] : [{ field, before: one, after: other }];
  });
}

function cells(data: ItemData | null): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const [name, value] of Object.entries(data ?? {})) {
    if (name === 'values' && isRecord(value)) {
      for (const [code, member] of Object.entries(value)) found.set(`values.${code}`, member);
    } else {
      found.set(name, value);
    }
  }
  return found;
}

function isRecord(value: Json): value is ItemData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order of keys everywhere: of their UTF-8 bytes, as PostgreSQL's collation "C" has it. */
export function compareKeys(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8'));
}
