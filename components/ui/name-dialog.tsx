'use client';
import { type ReactNode, useId, useState } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { describedBy, Field } from './field';
import { Input } from './input';

interface NameDialogProps {
  title: string;
  description?: ReactNode;
  initial: string;
  /** Most characters of the name; left out: the server says. */
  maxLength?: number;
  /** A second text, such as the system behind a source. */
  second?: { label: string; initial: string };
  busy: boolean;
  error: string | null;
  onClose: () => void;
  onSave: (name: string, second: string) => void;
}

/** Asks for a name, and for one more text where there is one. */
export function NameDialog({ title, description, initial, maxLength, second, busy, error, onClose, onSave }: NameDialogProps) {
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
      description={description}
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
          <Input
            id={`${id}-name`}
            value={name}
            maxLength={maxLength}
            aria-invalid={error !== null}
            aria-describedby={describedBy(`${id}-name`, { error })}
            onChange={(event) => setName(event.target.value)}
          />
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
