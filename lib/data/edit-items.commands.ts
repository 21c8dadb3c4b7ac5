import type { ItemChange } from '#domain/diff';
import type { ItemData } from '#domain/phases/definition';
import { phaseDefinition } from '#domain/phases/registry';
import type { Actor } from './actor';
import { writeAudit } from './audit';
import { checkEdits } from './check-edits';
import { type Database, inTransaction } from './connection';
import { addAuthor, lockDraft, mergeChanges } from './draft-edit';
import { editsInTrail } from './edit-changes';
import { versionInWords } from './subject-words';
import { probeContent } from './version-content.queries';

export type ItemEdit = ItemChange;

/**
 * Edits a draft by hand: content, author and trail in one transaction. `editRevision` is the one that was seen; the new
 * one and the hash (hex) of each item put are answered.
 * @throws Refusal `stale_revision`, `not_a_draft`, `work_running`, `not_permitted`, `invalid_input`
 */
export async function editItems(
  db: Database,
  actor: Actor,
  input: { versionId: string; editRevision: number; edits: readonly ItemEdit[]; commandLabel?: string },
): Promise<{ editRevision: number; hashes: Record<string, string> }> {
  return await inTransaction(db, async (sql) => {
    const draft = await lockDraft(sql, input.versionId, input.editRevision);
    const known = await probeContent(
      sql,
      draft.chainId,
      draft.number,
      input.edits.map((edit) => edit.key),
    );
    const before = new Map<string, ItemData>([...known].map(([key, row]) => [key, row.data]));
    checkEdits(phaseDefinition(draft.phase), before, input.edits);
    const hashes = await mergeChanges(sql, draft, input.edits);
    await addAuthor(sql, draft, actor, 'edited');
    const label = input.commandLabel ? [{ field: 'action', from: null, to: input.commandLabel }] : [];
    await writeAudit(sql, {
      cycleReportId: draft.cycleReportId,
      kind: 'items_edited',
      actor,
      subject: versionInWords(draft, draft.number),
      changes: [...label, ...editsInTrail(before, input.edits)],
      chainId: draft.chainId,
      versionId: draft.versionId,
    });
    return { editRevision: draft.editRevision, hashes };
  });
}
