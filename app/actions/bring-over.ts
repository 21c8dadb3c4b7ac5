'use server';
import { bringOverInput } from '#contract/action-inputs';
import { bringOver as bringOverRows } from '#data/draft/bring-over.commands';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Brings the rows of a rejected or discarded version into the draft, undecided. */
export const bringOver = action(bringOverInput, async (context, input) => {
  const { actor } = await versionFor(context, input.versionId, 'edit');
  return bringOverRows(context.db, actor, input);
});
