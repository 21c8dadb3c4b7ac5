'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';
import type { ItemRow } from '#contract/views/row-views';
import { counted } from '#domain/phase/filters';
import { NOUN } from '#domain/phases/request-info/request-item';

interface AskDialogProps {
  rows: readonly ItemRow[];
  busy: boolean;
  onCancel: () => void;
  /** What is left empty is left out: it stays as it is. */
  onAsk: (asked: { ask?: string; dueOn?: string }) => void;
}

/** Asks a tester what is asked for, and by when. */
export function AskDialog({ rows, busy, onCancel, onAsk }: AskDialogProps) {
  const id = useId();
  const [only] = rows.length === 1 ? rows : [];
  const ask = useKeptText(`asked for ${rows.map(({ key }) => key).join(' ')}`, typeof only?.data.ask === 'string' ? only.data.ask : '');
  const [dueOn, setDueOn] = useState(typeof only?.data.dueOn === 'string' ? only.data.dueOn : '');
  const asked = { ...(ask.text.trim() === '' ? {} : { ask: ask.text.trim() }), ...(dueOn === '' ? {} : { dueOn }) };
  const cancel = (): void => {
    ask.sent();
    onCancel();
  };
  const send = (): void => {
    ask.sent();
    onAsk(asked);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && cancel()}
      title={`Change what is asked for ${counted(rows.length, NOUN)}`}
      description="What is left empty stays as it is. Evidence and verdicts stand."
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={Object.keys(asked).length === 0 ? 'Say what is asked, or by when.' : null}
            onClick={send}
          >
            Change
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Asked for" htmlFor={`${id}-ask`}>
          <Textarea id={`${id}-ask`} rows={3} value={ask.text} onChange={(event) => ask.set(event.target.value)} />
        </Field>
        <Field label="Due" htmlFor={`${id}-due`}>
          <Input id={`${id}-due`} type="date" value={dueOn} onChange={(event) => setDueOn(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
