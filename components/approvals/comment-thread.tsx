'use client';

import { CircleCheck, CornerDownRight } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { KeyText } from '#components/ui/hash-chip';
import { Textarea } from '#components/ui/input';
import { Person } from '#components/ui/person';
import { RelativeTime } from '#components/ui/relative-time';
import { useKeptText } from '#components/ui/use-kept-text';
import type { CommentView } from '#contract/views/version-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';

interface CommentThreadProps {
  comment: CommentView;
  answers: readonly CommentView[];
  versionNumber: number;
  phase: PhaseName;
  /** Why nothing can be written; null when it can. */
  why: string | null;
  onOpenItem: (key: string) => void;
  onAnswer: (text: string, done: () => void) => void;
  onResolve: () => void;
  busy: boolean;
}

/** A comment, what it is about, its answers, and resolving it. */
export function CommentThread(props: CommentThreadProps) {
  const { comment, answers, why } = props;
  const answer = useKeptText(`answer ${comment.id}`);
  const [opened, setOpened] = useState(false);
  const close = (): void => {
    answer.drop();
    setOpened(false);
  };
  return (
    <article className="flex flex-col gap-2 text-sm">
      <Anchor {...props} />
      <Said comment={comment} />
      {answers.map((each) => (
        <div key={each.id} className="ml-2.5 border-l-2 border-line pl-4">
          <Said comment={each} />
        </div>
      ))}
      {comment.resolved ? (
        <Badge hue="good" icon={CircleCheck} className="w-fit">
          Resolved{comment.resolved.by ? ` by ${comment.resolved.by.name}` : ''}
        </Badge>
      ) : !opened && !answer.isTyped ? (
        <div className="ml-5 flex gap-1.5">
          <Button size="sm" variant="ghost" disabledReason={why} onClick={() => setOpened(true)}>
            Answer
          </Button>
          <Button size="sm" variant="ghost" disabledReason={why} busy={props.busy} onClick={props.onResolve}>
            Resolve
          </Button>
        </div>
      ) : (
        <form
          className="ml-6 flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (answer.text.trim() !== '') props.onAnswer(answer.text, close);
          }}
        >
          <Textarea aria-label="Answer" autoFocus rows={2} value={answer.text} onChange={(event) => answer.set(event.target.value)} />
          <div className="flex justify-end gap-2">
            <Button size="sm" variant="ghost" onClick={close}>
              Cancel
            </Button>
            <Button size="sm" type="submit" busy={props.busy} disabledReason={answer.text.trim() === '' ? 'Write something first.' : null}>
              Answer
            </Button>
          </div>
        </form>
      )}
    </article>
  );
}

/** What a comment is about: a cell, an item, or the version it was made on. */
function Anchor({ comment, phase, versionNumber, onOpenItem }: CommentThreadProps) {
  const { itemKey, field } = comment;
  const definition = phaseDefinition(phase);
  const label = field ? (definition.fields.find((each) => each.name === field)?.label ?? field.replace(/^values\./, '')) : null;
  const elsewhere = comment.versionNumber === versionNumber ? '' : ` in version ${comment.versionNumber}`;
  if (!itemKey && !elsewhere) return null;
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
      <CornerDownRight aria-hidden className="size-3 shrink-0" />
      {itemKey ? (
        <button type="button" onClick={() => onOpenItem(itemKey)} className="min-w-0 truncate rounded-sm text-accent hover:underline">
          {label ? `${label} of ` : ''}
          <KeyText>{itemKey}</KeyText>
        </button>
      ) : (
        'The whole version'
      )}
      {elsewhere}
    </p>
  );
}

function Said({ comment }: { comment: CommentView }) {
  return (
    <div>
      <header className="flex flex-wrap items-center gap-x-2 text-xs">
        <Person name={comment.by.name} role={comment.by.role} className="font-medium" />
        <RelativeTime at={comment.at} className="text-faint" />
      </header>
      <p className="mt-1 ml-6.5 break-words whitespace-pre-wrap">{comment.body}</p>
    </div>
  );
}
