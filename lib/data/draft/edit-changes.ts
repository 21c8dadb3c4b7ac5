import { canonicalJson } from '#domain/item/canonical-json';
import { diffCells, type ItemChange } from '#domain/item/diff';
import type { ItemData, Json } from '#domain/item/json';
import type { AuditChange } from '#domain/version/audit-kinds';

/** The most cells that one row of the trail names. More help nobody, and the versions themselves hold every change. */
const LISTED_CHANGES = 50;

/** Cells before and after for the trail, the first fifty, and how many more there were. */
export function editsInTrail(before: ReadonlyMap<string, ItemData>, changes: readonly ItemChange[]): AuditChange[] {
  const listed: AuditChange[] = [];
  let more = 0;
  for (const change of changes) {
    const cells = diffCells(before.get(change.key) ?? null, change.op === 'put' ? change.data : null);
    for (const cell of cells) {
      if (listed.length < LISTED_CHANGES)
        listed.push({ field: `${change.key}: ${cell.field}`, from: asText(cell.before), to: asText(cell.after) });
      else more += 1;
    }
  }
  return more === 0 ? listed : [...listed, { field: 'further cells', from: null, to: String(more) }];
}

function asText(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : canonicalJson(value);
}
