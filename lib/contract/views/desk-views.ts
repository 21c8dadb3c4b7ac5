import type { DelegableRole } from '#domain/people/roles';

/** A role lent until a date, as both sides see it. */
export interface DelegationView {
  id: string;
  role: DelegableRole;
  /** null: every report the lender holds the role for. */
  reportName: string | null;
  from: { id: string; name: string };
  to: { id: string; name: string };
  /** The first day, ISO; null: from when it was lent. */
  firstDay: string | null;
  /** The last day, ISO. */
  lastDay: string;
  reason: string;
  /** `planned`: it begins by itself on its first day. */
  state: 'in_force' | 'planned' | 'expired' | 'ended';
}

/** What a person has lent and been lent, and what they could lend to whom. */
export interface DelegationsView {
  given: readonly DelegationView[];
  received: readonly DelegationView[];
  lendable: readonly {
    role: DelegableRole;
    reports: readonly { id: string; name: string }[];
    /** Active people who hold the same role. */
    people: readonly { id: string; name: string }[];
  }[];
}

/** Days on which somebody is away. */
export interface AbsenceView {
  id: string;
  person: { id: string; name: string };
  /** ISO dates. */
  firstDay: string;
  lastDay: string;
  /** It has begun. */
  isNow: boolean;
  /** Who decides for them meanwhile, by name. */
  standIns: readonly string[];
}

/** Who is away, as far as the reader may know. */
export interface AbsencesView {
  /** The reader. */
  personId: string;
  absences: readonly AbsenceView[];
}
