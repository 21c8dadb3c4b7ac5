'use server';
import { saveItemsInput } from '#contract/action-inputs';
import type { SavedItems } from '#contract/views/row-views';
import { editItems } from '#data/draft/edit-items.commands';
import { readItemsByKey } from '#data/version/items-by-key.queries';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** More rows than a page of the grid shows are not sent along: the page reads them itself. */
const MOST_ROWS = 200;

/**
 * Sets cells, adds and removes items of a draft, and answers the rows as they came out, masked as reads are. Sets that say
 * what was seen hold whatever happened to other cells; for all else the edit revision that was seen decides who was first.
 */
export const saveItems = action(saveItemsInput, async (context, input): Promise<SavedItems> => {
  const { versionId, editRevision, edits, label } = input;
  const { actor } = await versionFor(context, versionId, 'edit');
  const saved = await editItems(context.db, actor, { versionId, editRevision, edits, ...(label ? { commandLabel: label } : {}) });
  const keys = [...new Set(edits.map((edit) => edit.key))];
  const rows = keys.length > MOST_ROWS ? null : await readItemsByKey(context.db, context.subject, { versionId, keys });
  return { editRevision: saved.editRevision, rows };
});
