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
 * SQL of the names of the cells in which two jsonb expressions differ, as rows of `field`. One side is unnested and the
 * other looked up, and equal parts are not unnested at all: joining the unnested cells of both costs five times as much.
 */
export function changedFieldsSql(before: string, after: string): string {
  const record = (data: string) => `(case when jsonb_typeof(${data} -> 'values') = 'object' then ${data} -> 'values' else '{}' end)`;
  const ordinary = (data: string) => `(case when jsonb_typeof(${data} -> 'values') = 'object' then ${data} - 'values' else ${data} end)`;
  // The fence keeps the planner from working both sides out again for every cell.
  const differing = (left: string, right: string, name: string) => `select ${name} as field
    from (select ${left} as l, ${right} as r offset 0) v cross join lateral (
      select o.key from jsonb_each(case when v.l <> v.r then v.r end) o where nullif(o.value, 'null') is distinct from nullif(v.l -> o.key, 'null')
      union all select o.key from jsonb_each(case when v.l <> v.r then v.l end) o where o.value <> 'null' and not (v.r ? o.key)) cell`;
  return `(${differing(ordinary(before), ordinary(after), 'cell.key')} union all ${differing(record(before), record(after), "'values.' || cell.key")})`;
}

function cellText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one: Json) => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
