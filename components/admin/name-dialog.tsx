'use client';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';

interface NameDialogProps {
  title: string;
  initial: string;
  /** A second text, such as the system behind a source. */
  second?: { label: string; initial: string };
  busy: boolean;
  error: string | null;
  onClose: () => void;
  onSave: (name: string, second: string) => void;
}

/** Asks for a name, and for one more text where there is one. */
export function NameDialog({ title, initial, second, busy, error, onClose, onSave }: NameDialogProps) {
  const id = useId();
  const [name, setName] = useState(initial);
  const [other, setOther] = useState(second?.initial ?? '');
  const save = (): void => {
    if (name.trim() !== '') onSave(name.trim(), other.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
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
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label="Name" htmlFor={`${id}-name`} error={error}>
          <Input id={`${id}-name`} value={name} autoFocus aria-invalid={error !== null} onChange={(event) => setName(event.target.value)} />
        </Field>
        {second ? (
          <Field label={second.label} htmlFor={`${id}-second`}>
            <Input id={`${id}-second`} value={other} onChange={(event) => setOther(event.target.value)} />
          </Field>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
