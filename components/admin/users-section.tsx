'use client';
import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import { enableUser } from '#actions/enable-user';
import { makeLink } from '#actions/make-link';
import { useAction } from '#client/use-action';
import { dayWords } from '#components/progress/report-screen';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { IconButton } from '#components/ui/icon-button';
import { Menu, MenuItem } from '#components/ui/menu';
import { Person } from '#components/ui/person';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { MadeLink } from '#contract/administration-inputs';
import type { AdminUser, AdminView } from '#contract/views/admin-views';
import { ROLE_LABELS } from '#domain/people/roles';
import { CreateUserDialog } from './create-user-dialog';
import { DisableDialog } from './disable-dialog';
import { LinkDialog } from './link-dialog';
import { RolesDialog } from './roles-dialog';
import { LineList, SectionHead } from './section-head';

/** People, their roles and one-time links. Accounts are disabled, never deleted. */
export function UsersSection({ view }: { view: AdminView }) {
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<AdminUser | null>(null);
  const [link, setLink] = useState<{ user: string; made: MadeLink } | null>(null);
  const [disabling, setDisabling] = useState<AdminUser | null>(null);
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
        help="A new person gets a one-time link to choose a password. Accounts are disabled, never deleted, so that every decision keeps its name."
        action={
          <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setCreating(true)}>
            Add a person
          </Button>
        }
      />
      <LineList label="Users">
        {view.users.map((user) => (
          <li key={user.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
            <div className={cx('min-w-0 basis-64', user.disabled && 'opacity-60')}>
              <Person name={user.name} className="font-medium" />
              <p className="truncate pl-6.5 text-xs text-muted">{user.email}</p>
            </div>
            <ul className="flex min-w-0 flex-1 flex-wrap gap-1">
              {user.roles.map((role) => (
                <li key={role.id}>
                  <Badge hue="idle">
                    {ROLE_LABELS[role.role]}
                    {role.scope ? `: ${role.scope}` : ''}
                    {role.until ? ` until ${dayWords(role.until)}` : ''}
                  </Badge>
                </li>
              ))}
              {user.roles.length === 0 ? <li className="text-xs text-faint">No role</li> : null}
            </ul>
            {user.disabled ? <Badge hue="bad">Disabled</Badge> : user.hasPassword ? null : <Badge hue="warn">Has not signed in yet</Badge>}
            <Menu align="end" trigger={<IconButton label={`Actions for ${user.name}`} icon={<Ellipsis />} />}>
              <MenuItem onSelect={() => setEditing(user)}>Change roles…</MenuItem>
              <MenuItem disabledReason={user.disabled ? 'The account is disabled.' : null} onSelect={() => askLink(user)}>
                {user.hasPassword ? 'New link to choose a password' : 'One-time link'}
              </MenuItem>
              {user.disabled ? (
                <MenuItem onSelect={() => letIn(user)}>Enable the account</MenuItem>
              ) : (
                <MenuItem danger onSelect={() => setDisabling(user)}>
                  Disable the account…
                </MenuItem>
              )}
            </Menu>
          </li>
        ))}
      </LineList>
      {creating ? <CreateUserDialog view={view} onClose={() => setCreating(false)} onCreated={askLink} /> : null}
      {editing ? <RolesDialog view={view} user={editing} onClose={() => setEditing(null)} /> : null}
      {disabling ? <DisableDialog view={view} user={disabling} onClose={() => setDisabling(null)} /> : null}
      {link ? <LinkDialog name={link.user} link={link.made} onClose={() => setLink(null)} /> : null}
    </section>
  );
}
