'use server';
import { addCommentInput } from '#contract/action-inputs';
import { addComment as insertComment } from '#data/comments/add-comment.commands';
import { guardFor } from '#data/people/guard.queries';
import { action } from '#server/action';
import { versionFor } from '#server/permitted';

/** Comments on a version, on an item of it or on a cell; an answer names the comment it answers. */
export const addComment = action(addCommentInput, async (context, input) => {
  const { actor, scope } = await versionFor(context, input.versionId, 'comment');
  const { items } = await guardFor(context.db.pool, context.subject, scope);
  return insertComment(context.db, actor, {
    versionId: input.versionId,
    itemKey: input.itemKey ? await items.realOne(input.itemKey) : null,
    field: input.field ?? null,
    parentId: input.parentId ?? null,
    body: input.body,
  });
});
