import type { CellChange } from '#contract/views/diff-views';
import { canonicalJson } from '#domain/item/canonical-json';
import { diffCells } from '#domain/item/diff';
import { innerChanges } from '#domain/item/nested-diff';
import type { ItemData, Json } from '#domain/phase/definition';
import { isMasked, MASK_TEXT, type Mask } from '../people/masking.queries';

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
  const inner = masked ? [] : innerChanges(before, after);
  const parts = inner.map(({ kind, name, before: from, after: to }) => ({ kind, name, before: cellText(from), after: cellText(to) }));
  return { field, label: labelOf(field), before: shown(before), after: shown(after), masked, ...(parts.length > 0 ? { parts } : {}) };
}

/** SQL that says whether two jsonb values (`null` where absent) of a field count as the same although they differ. */
export type SameSql = (field: string, before: string, after: string) => string;

/**
 * SQL of the names of the cells in which two jsonb expressions differ, as rows of `field`, and of whether the cell is not
 * there at all on the one side (`came`) or the other (`went`). One side is unnested and the other looked up, and equal parts
 * are not unnested at all: joining the unnested cells of both costs five times as much.
 */
export function changedFieldsSql(before: string, after: string, same: SameSql | null = null): string {
  const record = (data: string) => `(case when jsonb_typeof(${data} -> 'values') = 'object' then ${data} -> 'values' else '{}' end)`;
  const ordinary = (data: string) => `(case when jsonb_typeof(${data} -> 'values') = 'object' then ${data} - 'values' else ${data} end)`;
  const unless = (name: string, left: string, right: string) => (same ? `and not ${same(name, left, right)}` : '');
  // The fence keeps the planner from working both sides out again for every cell.
  const differing = (left: string, right: string, name: string) => `select ${name} as field, cell.came, cell.went
    from (select ${left} as l, ${right} as r offset 0) v cross join lateral (
      select o.key, not (v.l ? o.key) as came, false as went from jsonb_each(case when v.l <> v.r then v.r end) o
        where nullif(o.value, 'null') is distinct from nullif(v.l -> o.key, 'null') ${unless(name.replace('cell.', 'o.'), 'v.l -> o.key', 'o.value')}
      union all select o.key, false, true from jsonb_each(case when v.l <> v.r then v.l end) o
        where o.value <> 'null' and not (v.r ? o.key) ${unless(name.replace('cell.', 'o.'), 'o.value', 'null::jsonb')}) cell`;
  return `(${differing(ordinary(before), ordinary(after), 'cell.key')} union all ${differing(record(before), record(after), "('values.' || cell.key)")})`;
}

function cellText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one: Json) => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
