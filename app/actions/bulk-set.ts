'use server';
import { bulkSetInput } from '#contract/action-inputs';
import { editByFilter } from '#data/draft/edit-by-filter.commands';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Sets fields of every item that matches a filter; `undo` holds what puts the former content back. */
export const bulkSet = action(bulkSetInput, async (context, input) => {
  const { actor } = await versionFor(context, input.versionId, 'edit');
  return editByFilter(context.db, actor, input);
});
