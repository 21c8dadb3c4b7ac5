'use client';
import { useState } from 'react';
import { setRoles } from '#actions/set-roles';
import { useCycles } from '#client/cycles';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { sayDone } from '#components/ui/toast';
import type { AdminUser, AdminView } from '#contract/views/admin-views';
import { RoleEditor } from './role-editor';
import { assignment, type RoleRow, roleRows, rowBlocked } from './role-rows';

interface RolesDialogProps {
  view: AdminView;
  user: AdminUser;
  onClose: () => void;
}

/** Changes which roles a person holds. */
export function RolesDialog({ view, user, onClose }: RolesDialogProps) {
  const cycles = useCycles();
  const save = useAction(setRoles, { refreshes: [['admin'], ['cycles']] });
  const [edited, setEdited] = useState<readonly RoleRow[] | null>(null);
  const rows = edited ?? roleRows(user, view, cycles.data);
  const blocked = cycles.data
    ? (rows.map((row) => rowBlocked(row, view, cycles.data)).find((problem) => problem !== null) ?? null)
    : 'Loading…';
  const send = (): void =>
    save.mutate(
      { userId: user.id, roles: rows.map(assignment) },
      {
        onSuccess: () => {
          sayDone(`Roles of ${user.name} changed`);
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Roles of ${user.name}`}
      description="The change takes effect at once and is recorded in the trail."
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={save.isPending} disabledReason={blocked} onClick={send}>
            Save roles
          </Button>
        </>
      }
    >
      <RoleEditor rows={rows} onChange={setEdited} view={view} cycles={cycles.data} />
      {save.error ? (
        <p role="alert" className="mt-3 text-sm text-bad">
          {save.error.message}
        </p>
      ) : null}
    </Dialog>
  );
}
