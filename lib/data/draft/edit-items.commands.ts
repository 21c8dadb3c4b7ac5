import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import { versionInWords } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { probeContent } from '../log/version-content.queries';
import type { Actor } from '../people/actor';
import { type Database, inTransaction } from '../sql/connection';
import { writeAudit } from '../trail/audit';
import { checkEdits } from './check-edits';
import { addAuthor, lockDraft, mergeChanges } from './draft-edit';
import { editsInTrail } from './edit-changes';
import { settleEdits } from './settle-edits';

export type ItemEdit = ItemChange;

/**
 * Edits a draft by hand: content, author and trail in one transaction. `editRevision` is the one that was seen; the new
 * one and the hash (hex) of each item put are answered, and the items that came out other than they were put.
 * @throws Refusal `stale_revision`, `not_a_draft`, `work_running`, `not_permitted`, `invalid_input`
 */
export async function editItems(
  db: Database,
  actor: Actor,
  input: { versionId: string; editRevision: number; edits: readonly ItemEdit[]; commandLabel?: string },
): Promise<{ editRevision: number; hashes: Record<string, string>; settled: Record<string, ItemData> }> {
  return await inTransaction(db, async (sql) => {
    const draft = await lockDraft(sql, input.versionId, input.editRevision);
    const known = await probeContent(
      sql,
      draft.chainId,
      draft.number,
      input.edits.map((edit) => edit.key),
    );
    const before = new Map<string, ItemData>([...known].map(([key, row]) => [key, row.data]));
    const definition = phaseDefinition(draft.phase);
    checkEdits(definition, before, input.edits);
    const { edits, settled } = await settleEdits(sql, definition, draft, before, input.edits);
    const hashes = await mergeChanges(sql, draft, edits);
    await addAuthor(sql, draft, actor, 'edited');
    const label = input.commandLabel ? [{ field: 'action', from: null, to: input.commandLabel }] : [];
    await writeAudit(sql, {
      cycleReportId: draft.cycleReportId,
      kind: 'items_edited',
      actor,
      subject: versionInWords(draft, draft.number),
      changes: [...label, ...editsInTrail(before, edits)],
      chainId: draft.chainId,
      versionId: draft.versionId,
    });
    return { editRevision: draft.editRevision, hashes, settled };
  });
}
