import { canonicalJson } from './canonical-json';
import type { ItemData, Json } from './json';

/** One row of the change log: what a version says about a key. */
export type ItemChange = { key: string; op: 'put'; data: ItemData } | { key: string; op: 'remove' };

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
