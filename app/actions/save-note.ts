'use server';
import { saveNoteInput } from '#contract/action-inputs';
import { setNote } from '#data/draft/set-note.commands';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Keeps the submitter's note with the draft. */
export const saveNote = action(saveNoteInput, async (context, input) => {
  const { actor } = await versionFor(context, input.versionId, 'edit');
  return setNote(context.db, actor, input);
});
