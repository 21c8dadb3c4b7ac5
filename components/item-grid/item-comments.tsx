'use client';
import { useId, useState } from 'react';
import { addComment } from '#actions/add-comment';
import { resolveComment } from '#actions/resolve-comment';
import { useAction } from '#client/use-action';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Select, Textarea } from '#components/ui/input';
import { Person } from '#components/ui/person';
import { RelativeTime } from '#components/ui/relative-time';
import { roleWords } from '#components/ui/role-words';
import { sayRefused } from '#components/ui/toast';
import { useKeptText } from '#components/ui/use-kept-text';
import type { CommentView, VersionView } from '#contract/views/version-views';
import type { GridColumn } from './grid-columns';

interface ItemCommentsProps {
  version: VersionView;
  itemKey: string;
  comments: readonly CommentView[];
  columns: readonly GridColumn[];
}

/** Comments anchored to an item or to one of its cells, with answers; open ones can be resolved. */
export function ItemComments({ version, itemKey, comments, columns }: ItemCommentsProps) {
  const id = useId();
  const refreshes = [['version', version.id]];
  const add = useAction(addComment, { refreshes });
  const resolve = useAction(resolveComment, { refreshes });
  const [field, setField] = useState('');
  const [answering, setAnswering] = useState<string | null>(null);
  const body = useKeptText(`comment ${version.id} ${itemKey} ${answering ?? ''}`);
  const permitted = version.actions.comment;
  const threads = comments.filter((comment) => comment.parentId === null);
  const send = (): void => {
    add.mutate(
      { versionId: version.id, itemKey, field: field === '' || answering ? null : field, parentId: answering, body: body.text },
      {
        onSuccess: () => {
          body.drop();
          setAnswering(null);
        },
        onError: (error) => sayRefused(error.message),
      },
    );
  };
  return (
    <div className="mt-3 flex flex-col gap-4">
      {threads.length === 0 ? <p className="text-sm text-muted">No comments on this item.</p> : null}
      <ul className="flex flex-col gap-4">
        {threads.map((thread) => (
          <li key={thread.id} className="flex flex-col gap-2">
            <CommentBody comment={thread} label={columns.find((column) => column.id === thread.field)?.label ?? null} />
            {comments
              .filter((comment) => comment.parentId === thread.id)
              .map((answer) => (
                <div key={answer.id} className="ml-6 border-l border-line pl-3">
                  <CommentBody comment={answer} label={null} />
                </div>
              ))}
            {thread.resolved === null ? (
              <div className="ml-6 flex gap-2">
                <Button size="sm" variant="ghost" disabledReason={permitted.why} onClick={() => setAnswering(thread.id)}>
                  Answer
                </Button>
                <Button
                  size="sm"
                  variant="ghost"
                  disabledReason={permitted.why}
                  busy={resolve.isPending}
                  onClick={() => resolve.mutate({ commentId: thread.id }, { onError: (error) => sayRefused(error.message) })}
                >
                  Resolve
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {permitted.allowed ? (
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (body.text.trim() !== '') send();
          }}
        >
          {answering ? (
            <p className="flex items-center gap-2 text-xs text-muted">
              Answering a comment
              <Button size="sm" variant="ghost" onClick={() => setAnswering(null)}>
                Write a new one instead
              </Button>
            </p>
          ) : (
            <Field label="About" htmlFor={`${id}-field`}>
              <Select id={`${id}-field`} value={field} onChange={(event) => setField(event.target.value)}>
                <option value="">The whole item</option>
                {columns.map((column) => (
                  <option key={column.id} value={column.id}>
                    {column.label}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Field label="Comment" htmlFor={`${id}-body`}>
            <Textarea id={`${id}-body`} value={body.text} onChange={(event) => body.set(event.target.value)} />
          </Field>
          <Button
            type="submit"
            className="self-end"
            busy={add.isPending}
            disabledReason={body.text.trim() === '' ? 'Write something first.' : null}
          >
            {answering ? 'Answer' : 'Comment'}
          </Button>
        </form>
      ) : (
        <p className="text-xs text-muted">{permitted.why}</p>
      )}
    </div>
  );
}

function CommentBody({ comment, label }: { comment: CommentView; label: string | null }) {
  return (
    <article>
      <header className="flex flex-wrap items-center gap-x-2 text-xs">
        <Person name={comment.by.name} role={roleWords(comment.by.role)} />
        <RelativeTime at={comment.at} className="text-faint" />
        {comment.resolved ? <Badge hue="good">Resolved{comment.resolved.by ? ` by ${comment.resolved.by.name}` : ''}</Badge> : null}
      </header>
      <p className="mt-1 ml-6 text-sm break-words whitespace-pre-wrap">
        {label ? <span className="text-muted">On {label}: </span> : null}
        {comment.body}
      </p>
    </article>
  );
}
