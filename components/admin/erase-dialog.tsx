'use client';
import { useId } from 'react';
import { eraseUser } from '#actions/erase-user';
import { useAssignedWork } from '#client/assigned-work';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { sayDone } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import type { AdminUser } from '#contract/views/admin-views';
import { ReasonField } from './reason-field';

interface EraseDialogProps {
  user: AdminUser;
  onClose: () => void;
}

/** Forgets for good who a person was, once nothing rests on them any more. */
export function EraseDialog({ user, onClose: onEnd }: EraseDialogProps) {
  const id = useId();
  const assigned = useAssignedWork(user.id);
  const erase = useAction(eraseUser, { refreshes: [['admin'], ['cycles'], ['inbox']] });
  const [reason, setReason, onClose] = useKeptDialogText(`erasing ${user.id}`, onEnd);
  const left = assigned.data?.work.length ?? 0;
  const blocked = assigned.data
    ? left > 0
      ? 'Hand over what rests on this person first, by disabling the account.'
      : reason.trim() === ''
        ? 'Give a reason.'
        : null
    : 'Loading…';
  const send = (): void =>
    erase.mutate(
      { userId: user.id, reason },
      {
        onSuccess: () => {
          sayDone('The person is erased');
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Erase ${user.name}`}
      description="Name and e-mail address are deleted everywhere and cannot be brought back. The account, its roles and its links end. What they did stays as it was, by an erased person."
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={erase.isPending} disabledReason={blocked} onClick={send}>
            Erase for good
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {left > 0 ? (
          <p className="text-sm text-warn">
            {left} {left === 1 ? 'report rests' : 'reports rest'} on {user.name}. Disable the account first, which hands over what rests on
            them.
          </p>
        ) : null}
        <ReasonField id={`${id}-reason`} value={reason} error={(erase.error ?? assigned.error)?.message ?? null} onChange={setReason} />
      </div>
    </Dialog>
  );
}
