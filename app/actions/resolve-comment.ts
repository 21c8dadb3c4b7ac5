'use server';
import { resolveCommentInput } from '#contract/action-inputs';
import { resolveComment as markResolved } from '#data/comments/resolve-comment.commands';
import { versionOfComment } from '#data/version/version-target.queries';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Marks a comment as dealt with. */
export const resolveComment = action(resolveCommentInput, async (context, input) => {
  const { actor } = await versionFor(context, await versionOfComment(context.db.pool, input.commentId), 'comment');
  return markResolved(context.db, actor, { commentId: input.commentId });
});
