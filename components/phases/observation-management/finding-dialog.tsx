'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';
import { FINDING_EVENT_RULES, type FindingEventKind } from '#domain/observing/finding-life';

const ASKED: Record<FindingEventKind, string> = {
  started: 'Note',
  extended: 'Why it takes longer',
  evidence: 'What shows it, and where it lies',
  resolved: 'How it was mended',
  retested: 'What was tested again, and what came of it',
  closed: 'Why it is closed',
  reopened: 'Why it is open again',
  excepted: 'Why it is let be',
};

interface FindingDialogProps {
  title: string;
  kind: FindingEventKind;
  busy: boolean;
  onCancel: () => void;
  onAdd: (note: string, until: string | null) => void;
}

/** Asks what is to be said of a finding, and until when where it is for a time. */
export function FindingDialog({ title, kind, busy, onCancel, onAdd }: FindingDialogProps) {
  const id = useId();
  const note = useKeptText(`${kind} ${title}`);
  const [until, setUntil] = useState('');
  const rule = FINDING_EVENT_RULES[kind];
  const label = rule.label.replace('…', '');
  const missing = note.text.trim() === '' ? 'Say it in words.' : rule.until && until === '' ? 'Say until which day.' : null;
  const cancel = (): void => {
    note.sent();
    onCancel();
  };
  const add = (): void => {
    note.sent();
    onAdd(note.text.trim(), rule.until ? until : null);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && cancel()}
      title={`${label}: ${title}`}
      description="It takes effect at once, and stays on record."
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button variant="primary" busy={busy} disabledReason={missing} onClick={add}>
            {label}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={ASKED[kind]} htmlFor={`${id}-note`} required>
          <Textarea id={`${id}-note`} value={note.text} onChange={(event) => note.set(event.target.value)} />
        </Field>
        {rule.until ? (
          <Field label="Until" htmlFor={`${id}-until`} required>
            <Input id={`${id}-until`} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
          </Field>
        ) : null}
      </div>
    </Dialog>
  );
}
