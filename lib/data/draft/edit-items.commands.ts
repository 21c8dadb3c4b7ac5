import type { ItemData } from '#domain/item/json';
import { needsRevision, type RowEdit } from '#domain/item/row-edit';
import { versionInWords } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { probeContent } from '../log/version-content.queries';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { applyEdits } from './apply-edits';
import { lockDraft, mergeChanges } from './draft-edit';
import { editsInTrail } from './edit-changes';
import { formerItems, keepRemoved } from './removed-items';
import { settleEdits } from './settle-edits';

/**
 * Edits a draft by hand: content, author and trail in one transaction. Sets that say what was seen are merged into the items
 * as they stand under the lock, so that two people may set two cells of one item at once; they hold again when they are sent
 * again. All other edits need `editRevision`, the revision that was seen, to be the draft's. Answers the new revision and the
 * hash (hex) of each item that changed.
 * @throws Refusal `stale_revision`, `not_a_draft`, `work_running`, `not_permitted`, `invalid_input`
 */
export async function editItems(
  db: Database,
  actor: Actor,
  input: { versionId: string; editRevision: number; edits: readonly RowEdit[]; commandLabel?: string },
): Promise<{ editRevision: number; hashes: Record<string, string> }> {
  return await inTransaction(db, async (sql) => {
    const draft = await lockDraft(sql, input.versionId, input.edits.some(needsRevision) ? input.editRevision : null);
    const known = await probeContent(
      sql,
      draft.chainId,
      draft.number,
      input.edits.map((edit) => edit.key),
    );
    const before = new Map<string, ItemData>([...known].map(([key, row]) => [key, row.data]));
    const definition = phaseDefinition(draft.phase);
    const asked = applyEdits(definition, before, input.edits, await formerItems(sql, draft, addedKeys(input.edits)));
    if (asked.length === 0) return { editRevision: draft.editRevision, hashes: {} };
    const changes = await settleEdits(sql, definition, draft, before, asked);
    await keepRemoved(sql, draft, before, changes);
    const hashes = await mergeChanges(sql, draft, changes, { actor, how: 'edited', origin: { from: 'hand' } });
    const label = input.commandLabel ? [{ field: 'action', from: null, to: input.commandLabel }] : [];
    await writeAudit(sql, {
      cycleReportId: draft.cycleReportId,
      kind: 'items_edited',
      actor,
      subject: versionInWords(draft, draft.number),
      changes: [...label, ...editsInTrail(before, changes)],
      chainId: draft.chainId,
      versionId: draft.versionId,
    });
    return { editRevision: draft.editRevision, hashes };
  });
}

function addedKeys(edits: readonly RowEdit[]): string[] {
  return edits.flatMap((edit) => ('put' in edit ? [edit.key] : []));
}
