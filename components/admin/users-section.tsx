'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { enableUser } from '#actions/enable-user';
import { makeLink } from '#actions/make-link';
import { useAbsences } from '#client/absences';
import { useAction } from '#client/use-action';
import { AbsenceDialog } from '#components/absence/absence-dialog';
import { Button } from '#components/ui/button';
import { FindInput } from '#components/ui/find-input';
import { EmptyState } from '#components/ui/states';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { MadeLink } from '#contract/administration-inputs';
import type { AdminUser, AdminView } from '#contract/views/admin-views';
import { CreateUserDialog } from './create-user-dialog';
import { DisableDialog } from './disable-dialog';
import { EraseDialog } from './erase-dialog';
import { findPeople } from './find-people';
import { LinkDialog } from './link-dialog';
import { RenameDialog } from './rename-dialog';
import { RolesDialog } from './roles-dialog';
import { LineList, SectionHead } from './section-head';
import { UserLine } from './user-line';

/** People, their roles and one-time links. Accounts are disabled, never deleted; who a person was can be erased. */
export function UsersSection({ view }: { view: AdminView }) {
  const [words, setWords] = useState('');
  const found = findPeople(view.users, words);
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<AdminUser | null>(null);
  const [link, setLink] = useState<{ user: string; made: MadeLink } | null>(null);
  const [disabling, setDisabling] = useState<AdminUser | null>(null);
  const [renaming, setRenaming] = useState<AdminUser | null>(null);
  const [away, setAway] = useState<AdminUser | null>(null);
  const absences = useAbsences();
  const [erasing, setErasing] = useState<AdminUser | null>(null);
  const enable = useAction(enableUser, { refreshes: [['admin']] });
  const make = useAction(makeLink, { refreshes: [] });
  const askLink = (user: { id: string; name: string }): void =>
    make.mutate(
      { userId: user.id },
      { onSuccess: (made) => setLink({ user: user.name, made }), onError: (error) => sayRefused(error.message) },
    );
  const letIn = (user: AdminUser): void =>
    enable.mutate(
      { userId: user.id },
      { onSuccess: () => sayDone(`${user.name} can sign in again`), onError: (error) => sayRefused(error.message) },
    );
  return (
    <section>
      <SectionHead
        title="Users and roles"
        help="A new person gets a one-time link to choose a password. Accounts are disabled, never deleted, so that every decision keeps its name. Only erasing a person takes the name away."
        action={
          <span className="flex flex-wrap items-center gap-2">
            <FindInput
              label="Find by name, address or role"
              hint="Find a person"
              value={words}
              onChange={(event) => setWords(event.target.value)}
              className="w-44"
            />
            <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setCreating(true)}>
              Add a person
            </Button>
          </span>
        }
      />
      {found.length === 0 ? (
        <EmptyState title="Nobody is called so">{`${view.users.length} people in all.`}</EmptyState>
      ) : (
        <LineList label="Users">
          {found.map((user) => (
            <UserLine
              key={user.id}
              user={user}
              actions={{
                onRoles: () => setEditing(user),
                onLink: () => askLink(user),
                onRename: () => setRenaming(user),
                onAbsence: () => setAway(user),
                onEnable: () => letIn(user),
                onDisable: () => setDisabling(user),
                onErase: () => setErasing(user),
              }}
            />
          ))}
        </LineList>
      )}
      {creating ? <CreateUserDialog view={view} onClose={() => setCreating(false)} onCreated={askLink} /> : null}
      {editing ? <RolesDialog view={view} user={editing} onClose={() => setEditing(null)} /> : null}
      {disabling ? <DisableDialog view={view} user={disabling} onClose={() => setDisabling(null)} /> : null}
      {renaming ? <RenameDialog user={renaming} onClose={() => setRenaming(null)} /> : null}
      {away && absences.data ? <AbsenceDialog view={absences.data} person={away} onClose={() => setAway(null)} /> : null}
      {erasing ? <EraseDialog user={erasing} onClose={() => setErasing(null)} /> : null}
      {link ? <LinkDialog name={link.user} link={link.made} onClose={() => setLink(null)} /> : null}
    </section>
  );
}
