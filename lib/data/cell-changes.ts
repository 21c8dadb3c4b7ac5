import type { CellChange } from '#contract/views/version-views';
import { canonicalJson } from '#domain/canonical-json';
import { diffCells } from '#domain/diff';
import type { ItemData, Json } from '#domain/phases/definition';
import { isMasked, MASK_TEXT, type Mask } from './masking.queries';

/** Label of a field for people. */
export type FieldLabel = (field: string) => string;

/**
 * The cells in which two contents differ, for people: a missing cell and an empty one look the same. `flattenedSql` says
 * the same in SQL.
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

/** SQL of the cells of a jsonb expression as (field, value) rows; a record's columns are named `values.X`. */
export function flattenedSql(data: string): string {
  return `(select o.key as field, o.value from jsonb_each(${data}) o where o.value <> 'null' and (o.key <> 'values' or jsonb_typeof(o.value) <> 'object')
    union all select 'values.' || e.key, e.value
      from jsonb_each(case when jsonb_typeof(${data} -> 'values') = 'object' then ${data} -> 'values' else '{}' end) e where e.value <> 'null')`;
}

function cellText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one: Json) => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
