'use server';
import { saveItemsInput } from '#contract/action-inputs';
import { editItems } from '#data/draft/edit-items.commands';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Puts and removes items of a draft. The edit revision that was seen decides who was first. */
export const saveItems = action(saveItemsInput, async (context, input) => {
  const { actor } = await versionFor(context, input.versionId, 'edit');
  return editItems(context.db, actor, {
    versionId: input.versionId,
    editRevision: input.editRevision,
    edits: input.edits,
    ...(input.label ? { commandLabel: input.label } : {}),
  });
});
