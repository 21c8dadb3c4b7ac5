'use client';
import { useId, useState } from 'react';
import { createUser } from '#actions/create-user';
import { useCycles } from '#client/cycles';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import type { AdminView } from '#contract/views/admin-views';
import { PersonFields, personBlocked } from './person-fields';
import { RoleEditor } from './role-editor';
import { assignment, type RoleRow, rowBlocked } from './role-rows';

interface CreateUserDialogProps {
  view: AdminView;
  onClose: () => void;
  /** The person exists; their one-time link comes next. */
  onCreated: (user: { id: string; name: string }) => void;
}

/** Adds a person with roles; the link that follows lets them choose a password. */
export function CreateUserDialog({ view, onClose, onCreated }: CreateUserDialogProps) {
  const id = useId();
  const cycles = useCycles();
  const create = useAction(createUser, { refreshes: [['admin'], ['cycles']] });
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [rows, setRows] = useState<readonly RoleRow[]>([]);
  const incomplete = rows.map((row) => rowBlocked(row, view, cycles.data)).find((problem) => problem !== null) ?? null;
  const blocked = personBlocked(name, email) ?? incomplete;
  const send = (): void =>
    create.mutate(
      { name, email, roles: rows.map(assignment) },
      {
        onSuccess: (created) => {
          onClose();
          onCreated({ id: created.id, name: name.trim() });
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a person"
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={create.isPending} disabledReason={blocked} onClick={send}>
            Add and make a link
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <PersonFields id={id} name={name} email={email} onName={setName} onEmail={setEmail} />
        <fieldset>
          <legend className="mb-1.5 text-xs font-medium">Roles</legend>
          <RoleEditor rows={rows} onChange={setRows} view={view} cycles={cycles.data} />
        </fieldset>
        {create.error ? (
          <p role="alert" className="text-sm text-bad">
            {create.error.message}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
