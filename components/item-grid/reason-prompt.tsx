'use client';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { Checkbox, Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemData } from '#domain/item/json';

interface ReasonPromptProps {
  row: ItemRow;
  /** The reviewer turned the item down or asked for it, so that an answer is due as well. */
  answers: boolean;
  onKeep: (row: ItemRow, set: ItemData) => void;
  onSkip: () => void;
  className?: string;
}

/** Asks for the reason of a decision where it was made. Enter keeps, Escape leaves it for later; leaving keeps what was written. */
export function ReasonPrompt({ row, answers, onKeep, onSkip, className }: ReasonPromptProps) {
  const id = useId();
  const area = useRef<HTMLDivElement>(null);
  const reason = useKeptText(`reason ${row.key}`);
  const [asAnswer, setAsAnswer] = useState(true);
  const ended = useRef(false);
  useEffect(() => area.current?.querySelector('textarea')?.focus({ preventScroll: true }), []);
  const end = (): void => {
    if (ended.current) return;
    ended.current = true;
    reason.sent();
    const words = reason.text.trim();
    if (words === '') return onSkip();
    onKeep(row, { decisionReason: words, ...(answers && asAnswer ? { answer: words } : {}) });
  };
  /** The cell that the prompt stands in goes on from here, where there is one. */
  const backToCell = (): void => area.current?.closest<HTMLElement>('[data-cell]')?.focus({ preventScroll: true });
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      ended.current = true;
      reason.sent();
      backToCell();
      onSkip();
    } else if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLTextAreaElement) {
      event.preventDefault();
      backToCell();
      end();
    }
  };
  return (
    <div
      ref={area}
      role="group"
      aria-label={`Reason for the decision on ${row.key}`}
      className={cx('flex flex-col gap-1.5 text-left', className)}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
      onBlur={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) end();
      }}
    >
      <label htmlFor={id} className="text-xs font-medium">
        Why? The approver reads it.
      </label>
      <Textarea id={id} rows={2} value={reason.text} onChange={(event) => reason.set(event.target.value)} />
      <span className="flex flex-wrap items-center justify-between gap-2">
        {answers ? (
          <Checkbox label="Also as the answer to the approver" checked={asAnswer} onChange={(event) => setAsAnswer(event.target.checked)} />
        ) : (
          <span className="text-xs text-faint">Esc: later</span>
        )}
        <Button
          size="sm"
          onClick={() => {
            backToCell();
            end();
          }}
        >
          Keep reason
        </Button>
      </span>
    </div>
  );
}
