import type { AdminUser } from '#contract/views/admin-views';
import { ROLE_LABELS } from '#domain/people/roles';

/** The people whose name, address or roles hold these words. */
export function findPeople(users: readonly AdminUser[], words: string): readonly AdminUser[] {
  const wanted = words.trim().toLowerCase();
  const told = ({ name, email, roles }: AdminUser): string =>
    [name, email, ...roles.map(({ role, scope }) => `${ROLE_LABELS[role]} ${scope ?? ''}`)].join('\n').toLowerCase();
  return wanted === '' ? users : users.filter((user) => told(user).includes(wanted));
}
