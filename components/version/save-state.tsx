'use client';
import { Check, CloudOff, LoaderCircle, TriangleAlert, Undo2 } from 'lucide-react';
import type { SaveState } from '#client/draft-queue';
import { useDraft } from '#components/item-grid/draft-context';
import { Button } from '#components/ui/button';
import { IconButton } from '#components/ui/icon-button';
import { useKeys } from '#components/ui/use-keys';

/** Whether what was typed is kept, in words; and undo. Shown only where the version can be edited. */
export function SaveStateLabel() {
  const draft = useDraft();
  useKeys({ 'Ctrl z': draft?.undo });
  if (!draft) return null;
  const { state, undo, undoLabel } = draft;
  return (
    <span className="inline-flex items-center gap-1">
      <span role="status" className="inline-flex items-center gap-1.5 text-xs text-muted">
        {state === 'saved' ? <Check aria-hidden className="size-3.5 text-good" /> : null}
        {state === 'saving' || state === 'unsaved' || state === 'refreshing' ? (
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
        ) : null}
        {state === 'offline' || state === 'troubled' ? <CloudOff aria-hidden className="size-3.5 text-warn" /> : null}
        {state === 'refused' ? <TriangleAlert aria-hidden className="size-3.5 text-bad" /> : null}
        {WORDS[state]}
      </span>
      {state === 'offline' || state === 'troubled' ? (
        <Button size="sm" variant="ghost" onClick={() => void draft.flush()}>
          Try now
        </Button>
      ) : null}
      <IconButton
        label={undoLabel ? `Undo: ${undoLabel}` : 'Undo'}
        icon={<Undo2 />}
        disabledReason={undoLabel ? null : 'Nothing to undo.'}
        keyHint={undoLabel ? 'Ctrl Z' : undefined}
        onClick={undo}
      />
    </span>
  );
}

const WORDS: Record<SaveState, string> = {
  saved: 'All changes saved',
  saving: 'Saving…',
  unsaved: 'Saving…',
  refreshing: 'Bringing your view up to date…',
  offline: 'Not saved yet: no connection',
  troubled: 'Not saved yet: the server could not; trying again',
  refused: 'Last change not saved',
};
