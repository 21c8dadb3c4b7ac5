import { ROLE_LABELS, ROLES, type Role } from '../people/roles';
import { hoursWords, isShortTerm } from './allowance-words';
import type { RoleAllowances } from './stopwatch';

/** A stopwatch as it is shown. Business minutes. */
interface ShownStopwatch {
  role: Role;
  usedMinutes: number;
  /** Null of a role without an allowance. */
  allowedMinutes: number | null;
  isRunning: boolean;
}

/** A stopwatch in words: "Tester: 6 h of 16 h, running". Seconds are said only where the allowance has some. */
export function stopwatchInWords({ role, usedMinutes, allowedMinutes, isRunning }: ShownStopwatch): string {
  const isShort = allowedMinutes !== null && isShortTerm(allowedMinutes / 60);
  const used = hoursWords(isShort ? usedMinutes : Math.floor(usedMinutes));
  return [
    `${ROLE_LABELS[role]}: ${allowedMinutes === null ? used : `${used} of ${hoursWords(allowedMinutes)}`}`,
    ...(allowedMinutes === null ? ['no allowance'] : []),
    ...(isRunning ? ['running'] : []),
    ...(allowedMinutes !== null && usedMinutes >= allowedMinutes ? ['used up'] : []),
  ].join(', ');
}

/** What roles are allowed, in the order of roles: "Tester 2 working days, Report Owner 4 business hours", by the words given for a term. */
export function roleAllowancesInWords(allowances: RoleAllowances, words: (businessHours: number) => string): string {
  return ROLES.flatMap((role) => (allowances[role] === undefined ? [] : [`${ROLE_LABELS[role]} ${words(allowances[role])}`])).join(', ');
}
