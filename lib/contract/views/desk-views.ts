import type { DelegableRole } from '#domain/people/roles';
import type { InboxViewSettings } from './inbox-view';

/** A role lent until a date, as both sides see it. */
export interface DelegationView {
  id: string;
  role: DelegableRole;
  /** null: every report the lender holds the role for. */
  reportName: string | null;
  from: { id: string; name: string };
  to: { id: string; name: string };
  /** The last day, ISO. */
  lastDay: string;
  reason: string;
  state: 'in_force' | 'expired' | 'ended';
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

/** A named view of the inbox; at most one opens by itself. */
export interface SavedViewView {
  id: string;
  name: string;
  view: InboxViewSettings;
  isDefault: boolean;
}
