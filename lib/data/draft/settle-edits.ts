import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import { settleOf } from '#domain/phases/derivations';
import { readFacts } from '../log/version-content.queries';
import { type Queryable } from '../sql/connection';
import type { LockedDraft } from './draft-edit';

/** Changes of items with what follows from them, as the phase says: derived fields are made here, whatever a change says of them. */
export async function settleEdits(
  sql: Queryable,
  definition: PhaseDefinition,
  draft: Pick<LockedDraft, 'chainId' | 'number'>,
  before: ReadonlyMap<string, ItemData>,
  changes: readonly ItemChange[],
): Promise<readonly ItemChange[]> {
  const settle = settleOf(definition);
  if (settle === undefined) return changes;
  const facts = await readFacts(sql, draft.chainId, draft.number);
  return changes.map((change) =>
    change.op === 'remove' ? change : { ...change, data: settle(change.data, before.get(change.key) ?? null, facts) },
  );
}
