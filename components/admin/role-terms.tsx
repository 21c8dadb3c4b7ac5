import { ROLE_LABELS, type Role } from '#domain/people/roles';
import type { RoleAllowances } from '#domain/time/stopwatch';
import { hoursOf, type Term, TermField, termOf, WHOLE_NUMBER } from './term-field';

/** The time of each role as it is typed; blank where it has none of its own. */
export type RoleTerms = Readonly<Partial<Record<Role, Term>>>;

const BLANK: Term = { amount: '', unit: 'hours' };

/** The allowances of roles as they are typed. */
export function roleTermsOf(allowances: RoleAllowances): RoleTerms {
  return Object.fromEntries(Object.entries(allowances).map(([role, businessHours]) => [role, termOf(businessHours)]));
}

/** What was typed for some roles, in business hours; null where all are blank. */
export function roleAllowancesOf(roles: readonly Role[], terms: RoleTerms): RoleAllowances | null {
  const given = typedFor(roles, terms).map(([role, term]) => [role, hoursOf(term)]);
  return given.length === 0 ? null : Object.fromEntries(given);
}

/** Why what was typed for some roles cannot be, as a sentence; null where it can. */
export function roleTermsFault(roles: readonly Role[], terms: RoleTerms, allowance: Term): string | null {
  for (const [role, term] of typedFor(roles, terms)) {
    if (!WHOLE_NUMBER.test(term.amount)) return `The time of the ${ROLE_LABELS[role]} is a whole number, or blank.`;
    if (hoursOf(term) > hoursOf(allowance)) return `The time of the ${ROLE_LABELS[role]} is more than the whole phase is allowed.`;
  }
  return null;
}

function typedFor(roles: readonly Role[], terms: RoleTerms): [Role, Term][] {
  return roles.flatMap((role): [Role, Term][] => {
    const term = terms[role];
    return term === undefined || term.amount.trim() === '' ? [] : [[role, term]];
  });
}

/** Asks how much of the allowance each role that can have the turn may take for its turns. */
export function RoleTermFields({
  roles,
  terms,
  fault,
  shortTerms,
  onChange,
}: {
  roles: readonly Role[];
  terms: RoleTerms;
  /** Why what is typed cannot be. */
  fault: string | null;
  shortTerms: boolean;
  onChange: (terms: RoleTerms) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium">Time of each role</legend>
      <p className="mb-2 text-xs text-muted">
        It runs only while the role has the turn. Used up, the role is told, and those above it by the levels of escalation. Blank: the
        levels count from the due date of the phase.
      </p>
      <div className="grid gap-3 sm:grid-cols-2">
        {roles.map((role) => (
          <TermField
            key={role}
            label={`Time of the ${ROLE_LABELS[role]}`}
            term={terms[role] ?? BLANK}
            onChange={(term) => onChange({ ...terms, [role]: term })}
            {...{ shortTerms }}
          />
        ))}
      </div>
      {fault === null ? null : (
        <p role="alert" className="mt-1 text-xs text-bad">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
