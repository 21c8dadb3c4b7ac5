'use client';
import { CircleX, MessageSquareText, UserPlus } from 'lucide-react';
import { Button } from '#components/ui/button';
import { Input } from '#components/ui/input';
import { RelativeTime } from '#components/ui/relative-time';
import { useKeptText } from '#components/ui/use-kept-text';
import type { ItemRow } from '#contract/views/row-views';
import { type Feedback, textIn } from './feedback';

interface FeedbackLineProps {
  row: ItemRow;
  feedback: Feedback;
  /** Null where the version is read-only. */
  onAnswer: ((answer: string) => void) | null;
}

/** The reviewer's words beside a reopened item, and the preparer's answer, which the approver sees first. */
export function FeedbackLine({ row, feedback, onAnswer }: FeedbackLineProps) {
  const stored = textIn(row.data, 'answer');
  const draft = useKeptText(`answer ${row.key} ${feedback.versionNumber ?? ''}`, stored);
  const isNew = draft.isTyped && draft.text.trim() !== stored;
  const keep = (): void => {
    if (isNew) onAnswer?.(draft.text.trim());
    draft.drop();
  };
  const Icon = feedback.kind === 'turned-down' ? CircleX : UserPlus;
  const hue = feedback.kind === 'turned-down' ? 'text-bad' : 'text-active';
  const verb = feedback.kind === 'turned-down' ? 'rejected this' : 'asked for this';
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-1.5 text-xs">
      <p className="flex min-w-0 items-baseline gap-1.5">
        <Icon aria-hidden className={`size-3.5 shrink-0 translate-y-0.5 ${hue}`} />
        <span>
          <span className="font-medium">{feedback.by}</span> {verb}
          {feedback.versionNumber !== null ? ` in version ${feedback.versionNumber}` : ''}
          {feedback.at ? (
            <>
              {' '}
              <RelativeTime at={feedback.at} className="text-faint" />
            </>
          ) : null}
          {feedback.reason ? <span className="text-muted">: “{feedback.reason}”</span> : null}
        </span>
      </p>
      {onAnswer ? (
        <span className="flex min-w-64 flex-1 items-center gap-1.5">
          <Input
            value={draft.text}
            aria-label={`Answer to the approver about ${row.key}`}
            placeholder="Your answer to the approver"
            onChange={(event) => draft.set(event.target.value)}
            onBlur={keep}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === 'Enter') keep();
              if (event.key === 'Escape') draft.drop();
            }}
            className="h-7 max-w-xl text-xs"
          />
          {isNew ? (
            <Button size="sm" onClick={keep}>
              Keep answer
            </Button>
          ) : null}
        </span>
      ) : stored ? (
        <p className="flex items-baseline gap-1.5 text-muted">
          <MessageSquareText aria-hidden className="size-3.5 shrink-0 translate-y-0.5" />
          Answer: {stored}
        </p>
      ) : null}
    </div>
  );
}
