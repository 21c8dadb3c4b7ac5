'use server';
import { bulkSetInput } from '#contract/action-inputs';
import { editByFilter } from '#data/draft/edit-by-filter.commands';
import { guardFor } from '#data/people/guard.queries';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Sets fields of every item that matches a filter; `undo` holds what puts the former cells back. */
export const bulkSet = action(bulkSetInput, async (context, input) => {
  const { actor, scope } = await versionFor(context, input.versionId, 'edit');
  // How many items a filter changes would tell whose masked value meets it.
  const filter = await (await guardFor(context.db.pool, context.subject, scope)).filter(input.filter);
  return editByFilter(context.db, actor, { ...input, filter });
});
