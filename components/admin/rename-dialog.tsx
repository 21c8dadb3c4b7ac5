'use client';
import { useId, useState } from 'react';
import { renameUser } from '#actions/rename-user';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { sayDone } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import type { AdminUser } from '#contract/views/admin-views';
import { PersonFields, personBlocked } from './person-fields';
import { ReasonField } from './reason-field';

interface RenameDialogProps {
  user: AdminUser;
  onClose: () => void;
}

/** Changes a person's name, their e-mail address, or both. */
export function RenameDialog({ user, onClose: onEnd }: RenameDialogProps) {
  const id = useId();
  const rename = useAction(renameUser, { refreshes: [['admin'], ['cycles'], ['inbox']] });
  const [name, setName] = useState(user.name);
  const [email, setEmail] = useState(user.email);
  const [reason, setReason, onClose] = useKeptDialogText(`renaming ${user.id}`, onEnd);
  const send = (): void =>
    rename.mutate(
      { userId: user.id, name, email, reason },
      {
        onSuccess: () => {
          sayDone(`${name.trim()} is the name from now on`);
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Rename ${user.name}`}
      description="From now on they appear under the new name, and sign in with the new address. What they did before stays under the name of its time."
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={rename.isPending} disabledReason={blockedBy(user, { name, email, reason })} onClick={send}>
            Rename
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <PersonFields id={id} name={name} email={email} onName={setName} onEmail={setEmail} />
        <ReasonField id={`${id}-reason`} value={reason} error={rename.error?.message ?? null} onChange={setReason} />
      </div>
    </Dialog>
  );
}

/** What is missing before a renaming can be sent; null where nothing is. */
function blockedBy(user: AdminUser, { name, email, reason }: { name: string; email: string; reason: string }): string | null {
  const missing = personBlocked(name, email);
  if (missing !== null) return missing;
  if (name.trim() === user.name && email.trim() === user.email) return 'Enter another name or another e-mail address.';
  return reason.trim() === '' ? 'Give a reason.' : null;
}
