'use server';
import { markReviewedInput } from '#contract/action-inputs';
import { markReviewed as noteReviewed } from '#data/comparison/mark-reviewed.commands';
import { guardFor } from '#data/people/guard.queries';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Marks rows of a comparison as reviewed by this person, or takes the marks back. */
export const markReviewed = action(markReviewedInput, async (context, input) => {
  const { actor, scope } = await versionFor(context, input.versionId, 'note_opened');
  const { items } = await guardFor(context.db.pool, context.subject, scope);
  return noteReviewed(context.db, actor, { ...input, keys: await items.real(input.keys) });
});
