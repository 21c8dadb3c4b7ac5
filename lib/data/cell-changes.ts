import type { CellChange } from '#contract/views/version-views';
import { canonicalJson } from '#domain/canonical-json';
import { diffCells } from '#domain/diff';
import type { ItemData, Json } from '#domain/phases/definition';
import { isMasked, MASK_TEXT, type Mask } from './masking.queries';

/** Label of a field for people. */
export type FieldLabel = (field: string) => string;

/**
 * The cells in which two contents differ, for people: a missing cell and an empty one look the same. `changedFieldsSql`
 * says the same in SQL.
 */
export function changedCells(before: ItemData, after: ItemData, labelOf: FieldLabel, mask: Mask): CellChange[] {
  return diffCells(before, after)
    .filter((cell) => (cell.before ?? null) !== (cell.after ?? null))
    .map((cell) => cellChange(cell.field, cell.before ?? null, cell.after ?? null, labelOf, mask));
}

function cellChange(field: string, before: Json, after: Json, labelOf: FieldLabel, mask: Mask): CellChange {
  const masked = isMasked(mask, field);
  const shown = (value: Json) => (masked && value !== null && value !== '' ? MASK_TEXT : cellText(value));
  return { field, label: labelOf(field), before: shown(before), after: shown(after), masked };
}

/**
 * SQL of the names of the cells in which two jsonb expressions differ, as rows of `field`. Only keys are unnested: joining
 * the unnested cells of both sides costs five times as much.
 */
export function changedFieldsSql(before: string, after: string): string {
  const cell = (data: string) => `nullif(${data} -> k, 'null')`;
  const values = (data: string) => `case when jsonb_typeof(${data} -> 'values') = 'object' then ${data} -> 'values' else '{}' end`;
  const isRecord = (data: string) => `coalesce(jsonb_typeof(${data} -> 'values') = 'object', false)`;
  return `(select k as field from jsonb_object_keys(${before} || ${after}) k
      where ${cell(before)} is distinct from ${cell(after)} and not (k = 'values' and (${isRecord(before)} or ${isRecord(after)}))
    union all select 'values.' || k from (select ${values(before)} as b, ${values(after)} as a offset 0) v, jsonb_object_keys(v.b || v.a) k
      where ${cell('v.b')} is distinct from ${cell('v.a')})`;
}

function cellText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one: Json) => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
