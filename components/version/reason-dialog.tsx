'use client';
import { useId } from 'react';
import { Button } from '#components/ui/button';
import type { ButtonVariant } from '#components/ui/button-class';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';

interface ReasonDialogProps {
  title: string;
  description: string;
  /** Name of the text asked for. */
  label: string;
  confirm: string;
  required?: boolean;
  variant?: ButtonVariant;
  initial?: string;
  busy?: boolean;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}

/** Asks for a note or a reason before something that is recorded. */
export function ReasonDialog({
  title,
  description,
  label,
  confirm,
  required = false,
  variant = 'primary',
  initial = '',
  busy = false,
  onCancel,
  onConfirm,
}: ReasonDialogProps) {
  const id = useId();
  const reason = useKeptText(`${title} ${label}`, initial);
  const missing = required && reason.text.trim() === '';
  const cancel = (): void => {
    reason.sent();
    onCancel();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && cancel()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button
            variant={variant}
            busy={busy}
            disabledReason={missing ? 'A reason is required.' : null}
            onClick={() => {
              reason.sent();
              onConfirm(reason.text.trim());
            }}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <Field label={label} htmlFor={id} required={required}>
        <Textarea id={id} rows={4} value={reason.text} onChange={(event) => reason.set(event.target.value)} />
      </Field>
    </Dialog>
  );
}
