import { Ellipsis } from 'lucide-react';
import { Away } from '#components/absence/away';
import { Badge } from '#components/ui/badge';
import { cx } from '#components/ui/cx';
import { readersDay } from '#components/ui/day-words';
import { IconButton } from '#components/ui/icon-button';
import { Menu, MenuItem } from '#components/ui/menu';
import { Person } from '#components/ui/person';
import type { AdminUser } from '#contract/views/admin-views';
import { ROLE_LABELS } from '#domain/people/roles';

/** What can be asked about a person, each with what to do when it is. */
export interface UserActions {
  onRoles: () => void;
  onLink: () => void;
  onRename: () => void;
  onAbsence: () => void;
  onEnable: () => void;
  onDisable: () => void;
  onErase: () => void;
}

/** A person with their roles and what can be done about them; of an erased one only the handle is left. */
export function UserLine({ user, actions }: { user: AdminUser; actions: UserActions }) {
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm max-md:gap-y-1.5">
      <div className={cx('min-w-0 max-md:basis-full max-md:pr-10 md:basis-64', user.disabled && 'text-muted')}>
        <Person name={user.name} className="font-medium" />
        <p className="truncate pl-6.5 text-xs text-muted">{user.erased ? `Handle ${user.id}` : user.email}</p>
      </div>
      <ul className="flex min-w-0 flex-wrap gap-1 max-md:basis-full max-md:pl-6.5 md:flex-1">
        {user.roles.map((role) => (
          <li key={role.id}>
            <Badge hue="idle">
              {ROLE_LABELS[role.role]}
              {role.scope ? `: ${role.scope}` : ''}
              {role.until ? ` until ${readersDay(role.until)}` : ''}
            </Badge>
          </li>
        ))}
        {user.roles.length === 0 ? <li className="text-xs text-faint">No role</li> : null}
      </ul>
      <Standing user={user} />
      {user.erased ? null : (
        <span className="max-md:absolute max-md:top-2 max-md:right-2">
          <UserMenu user={user} actions={actions} />
        </span>
      )}
    </li>
  );
}

function Standing({ user }: { user: AdminUser }) {
  if (user.erased) return <Badge hue="idle">Erased</Badge>;
  if (user.disabled) return <Badge hue="bad">Disabled</Badge>;
  return (
    <>
      {user.unconfirmed ? <Badge hue="warn">Rights not confirmed</Badge> : null}
      <Away personId={user.id} />
      {user.hasPassword ? null : <Badge hue="warn">Has not signed in yet</Badge>}
    </>
  );
}

function UserMenu({ user, actions }: { user: AdminUser; actions: UserActions }) {
  return (
    <Menu align="end" trigger={<IconButton label={`Actions for ${user.name}`} icon={<Ellipsis />} />}>
      <MenuItem onSelect={actions.onRoles}>Change roles…</MenuItem>
      <MenuItem onSelect={actions.onRename}>Rename…</MenuItem>
      <MenuItem disabledReason={user.disabled ? 'The account is disabled.' : null} onSelect={actions.onAbsence}>
        Absence…
      </MenuItem>
      <MenuItem disabledReason={user.disabled ? 'The account is disabled.' : null} onSelect={actions.onLink}>
        {user.hasPassword ? 'New link to choose a password' : 'One-time link'}
      </MenuItem>
      {user.disabled ? (
        <MenuItem onSelect={actions.onEnable}>Enable the account</MenuItem>
      ) : (
        <MenuItem danger onSelect={actions.onDisable}>
          Disable the account…
        </MenuItem>
      )}
      <MenuItem danger onSelect={actions.onErase}>
        Erase the person…
      </MenuItem>
    </Menu>
  );
}
