'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';
import type { ItemRow } from '#contract/views/row-views';
import type { RunClaim } from '#domain/phases/test-execution/test-item';

interface ByHandDialogProps {
  row: ItemRow;
  busy: boolean;
  onCancel: () => void;
  onRun: (claim: Extract<RunClaim, { method: 'manual' }>) => void;
}

/** Asks a tester for the value that they read in the evidence themselves, where, and how they came to it. */
export function ByHandDialog({ row, busy, onCancel, onRun }: ByHandDialogProps) {
  const id = useId();
  const [value, setValue] = useState('');
  const [isEmpty, setIsEmpty] = useState(false);
  const [place, setPlace] = useState('');
  const rationale = useKeptText(`read by hand ${row.key}`);
  const missing = [
    isEmpty || value.trim() !== '' ? null : 'the value',
    place.trim() === '' ? 'where it stands' : null,
    rationale.text.trim() === '' ? 'how you came to it' : null,
  ].filter((one) => one !== null);
  const cancel = (): void => {
    rationale.sent();
    onCancel();
  };
  const run = (): void => {
    rationale.sent();
    onRun({ method: 'manual', because: '', value: isEmpty ? '' : value, place, rationale: rationale.text });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && cancel()}
      title={`Read by hand: ${String(row.data.attributeName)} of ${String(row.data.record)}`}
      description="The value that you read is compared with the reported one as every other is."
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button variant="primary" busy={busy} disabledReason={missing.length > 0 ? `Say ${missing.join(', ')}.` : null} onClick={run}>
            Run
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="The evidence shows" htmlFor={`${id}-value`} required>
          <Input id={`${id}-value`} value={isEmpty ? '' : value} disabled={isEmpty} onChange={(event) => setValue(event.target.value)} />
        </Field>
        <label className="flex min-h-7 items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={isEmpty}
            onChange={(event) => setIsEmpty(event.target.checked)}
            className="size-4 accent-accent"
          />
          It shows that there is no value
        </label>
        <Field label="Where it stands" htmlFor={`${id}-place`} required hint="Page, sheet and cell, or line.">
          <Input id={`${id}-place`} value={place} onChange={(event) => setPlace(event.target.value)} />
        </Field>
        <Field label="How you came to it" htmlFor={`${id}-why`} required>
          <Textarea id={`${id}-why`} rows={3} value={rationale.text} onChange={(event) => rationale.set(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
