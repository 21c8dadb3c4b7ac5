import { canonicalJson } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import { readFacts } from '../log/version-content.queries';
import { type Queryable } from '../sql/connection';
import type { LockedDraft } from './draft-edit';

/** Edits with what follows from them, as the phase says; `settled` holds the items that came out other than they were put. */
export async function settleEdits(
  sql: Queryable,
  definition: PhaseDefinition,
  draft: Pick<LockedDraft, 'chainId' | 'number'>,
  before: ReadonlyMap<string, ItemData>,
  edits: readonly ItemChange[],
): Promise<{ edits: readonly ItemChange[]; settled: Record<string, ItemData> }> {
  const { settle } = definition;
  if (settle === undefined) return { edits, settled: {} };
  const facts = await readFacts(sql, draft.chainId, draft.number);
  const settled: Record<string, ItemData> = {};
  const made = edits.map((edit): ItemChange => {
    if (edit.op === 'remove') return edit;
    const data = settle(edit.data, before.get(edit.key) ?? null, facts);
    if (canonicalJson(data) !== canonicalJson(edit.data)) settled[edit.key] = data;
    return { ...edit, data };
  });
  return { edits: made, settled };
}
