'use client';

import { useId } from 'react';
import { addComment } from '#actions/add-comment';
import { resolveComment } from '#actions/resolve-comment';
import { useComments } from '#client/comments';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { sayRefused } from '#components/ui/toast';
import { useKeptText } from '#components/ui/use-kept-text';
import type { CommentView, VersionView } from '#contract/views/version-views';
import { CommentThread } from './comment-thread';

interface ConversationProps {
  version: VersionView;
  /** Opens the item that a comment is anchored to. */
  onOpenItem: (key: string) => void;
}

/** All comments of the version, open threads first; each names what it is about. */
export function Conversation({ version, onOpenItem }: ConversationProps) {
  const id = useId();
  const comments = useComments(version.id);
  const refreshes = [['version', version.id]];
  const add = useAction(addComment, { refreshes });
  const resolve = useAction(resolveComment, { refreshes });
  const body = useKeptText(`comment ${version.id}`);
  const permitted = version.actions.comment;
  const onError = (error: Error) => sayRefused(error.message);
  if (comments.isError) return <ErrorState message={comments.error.message} onRetry={() => void comments.refetch()} />;
  if (comments.isPending) return <SkeletonRows rows={4} label="Loading comments" />;
  const threads = threadsOf(comments.data);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 md:px-6">
      <div className="max-w-2xl">
        {threads.length === 0 ? (
          <EmptyState title="No comments yet">
            Comments on a record or on one of its cells appear here too; open the record to write one.
          </EmptyState>
        ) : null}
        <ul className="flex flex-col divide-y divide-line">
          {threads.map(({ comment, answers }) => (
            <li key={comment.id} className="py-4 first:pt-0">
              <CommentThread
                comment={comment}
                answers={answers}
                versionNumber={version.number}
                phase={version.phase}
                why={permitted.why}
                onOpenItem={onOpenItem}
                onAnswer={(text, done) =>
                  add.mutate(
                    { versionId: version.id, itemKey: comment.itemKey, field: comment.field, parentId: comment.id, body: text },
                    { onSuccess: done, onError },
                  )
                }
                onResolve={() => resolve.mutate({ commentId: comment.id }, { onError })}
                busy={add.isPending || resolve.isPending}
              />
            </li>
          ))}
        </ul>
        {permitted.allowed ? (
          <form
            className="mt-2 flex flex-col gap-2 border-t border-line pt-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (body.text.trim() !== '') add.mutate({ versionId: version.id, body: body.text }, { onSuccess: body.drop, onError });
            }}
          >
            <Field label="Comment on the whole version" htmlFor={id}>
              <Textarea id={id} value={body.text} onChange={(event) => body.set(event.target.value)} />
            </Field>
            <Button
              type="submit"
              className="self-end"
              busy={add.isPending}
              disabledReason={body.text.trim() === '' ? 'Write something first.' : null}
            >
              Comment
            </Button>
          </form>
        ) : (
          <p className="text-sm text-muted">{permitted.why}</p>
        )}
      </div>
    </div>
  );
}

/** Threads with their answers, the open ones first, each group oldest first. */
function threadsOf(comments: readonly CommentView[]): { comment: CommentView; answers: CommentView[] }[] {
  const threads = comments
    .filter((comment) => comment.parentId === null)
    .map((comment) => ({ comment, answers: comments.filter((answer) => answer.parentId === comment.id) }));
  return [...threads.filter((thread) => !thread.comment.resolved), ...threads.filter((thread) => thread.comment.resolved)];
}
