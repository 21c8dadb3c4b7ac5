import type { CellChange } from '#contract/views/row-views';
import { canonicalJson } from '#domain/item/canonical-json';
import { diffCells } from '#domain/item/diff';
import type { ItemData, Json } from '#domain/item/json';
import { innerChanges } from '#domain/item/nested-diff';
import { isMasked, MASK_TEXT, type Mask } from '../people/mask';

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

function cellText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one: Json) => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
