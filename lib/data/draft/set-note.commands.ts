import { versionInWords } from '#domain/phase/chain-address';
import type { Actor } from '../people/actor';
import { type Database, inTransaction } from '../sql/connection';
import { writeAudit } from '../trail/audit';
import { lockDraft } from './draft-edit';

/** Keeps the submitter's note with the draft. @throws Refusal `stale_revision`, `not_a_draft`, `work_running` */
export async function setNote(
  db: Database,
  actor: Actor,
  input: { versionId: string; editRevision: number; note: string },
): Promise<{ editRevision: number }> {
  return await inTransaction(db, async (sql) => {
    const draft = await lockDraft(sql, input.versionId, input.editRevision);
    const { rows } = await sql.query<{ note: string }>('select note from version where id = $1', [draft.versionId]);
    await sql.query('update version set note = $2 where id = $1', [draft.versionId, input.note]);
    await writeAudit(sql, {
      cycleReportId: draft.cycleReportId,
      kind: 'note_changed',
      actor,
      subject: versionInWords(draft, draft.number),
      changes: [{ field: 'note', from: rows[0]?.note || null, to: input.note || null }],
      chainId: draft.chainId,
      versionId: draft.versionId,
    });
    return { editRevision: draft.editRevision };
  });
}
