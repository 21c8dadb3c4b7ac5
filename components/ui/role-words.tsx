import { ROLE_LABELS, ROLES } from '#domain/people/roles';

/** A role's name as people say it; other words (such as *System*) stay as they are, with a capital. */
export function roleWords(role: string): string {
  const known = ROLES.find((each) => each === role);
  return known ? ROLE_LABELS[known] : role.charAt(0).toUpperCase() + role.slice(1);
}
