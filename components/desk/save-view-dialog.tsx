'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { describedBy, Field } from '#components/ui/field';
import { Input } from '#components/ui/input';

interface SaveViewDialogProps {
  initial: string;
  /** What is kept, as a list in words: "tab, filters and sort". */
  keeps: string;
  busy: boolean;
  error: string | null;
  onClose: () => void;
  onSave: (name: string) => void;
}

/** Asks for the name of a view. */
export function SaveViewDialog({ initial, keeps, busy, error, onClose, onSave }: SaveViewDialogProps) {
  const id = useId();
  const [name, setName] = useState(initial);
  const save = (): void => {
    if (name.trim() !== '') onSave(name.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={initial === '' ? 'Save this view' : 'Rename the view'}
      description={`Kept for you alone: ${keeps}. To show them to a colleague, send the address.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} disabledReason={name.trim() === '' ? 'Enter a name.' : null} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label="Name" htmlFor={id} error={error}>
          <Input
            id={id}
            value={name}
            maxLength={80}
            aria-invalid={error !== null}
            aria-describedby={describedBy(id, { error })}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
