'use server';
import { saveItemsInput } from '#contract/action-inputs';
import { editItems } from '#data/edit-items.commands';
import { versionFor } from '#server/permitted';
import { action } from '#server/action';

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
