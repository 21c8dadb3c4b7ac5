import { assertNever } from '../assert-never';
import type { Role } from '../people/roles';

/** What happens to a finding after its observation is approved. */
export const FINDING_EVENTS = ['started', 'extended', 'evidence', 'resolved', 'retested', 'closed', 'reopened', 'excepted'] as const;
export type FindingEventKind = (typeof FINDING_EVENTS)[number];

/** Where a finding stands. `excepted`: it is let be until a day. */
export const FINDING_STATES = ['open', 'in-remediation', 'resolved', 'excepted', 'closed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export const FINDING_STATE_LABELS: Record<FindingState, string> = {
  open: 'Open',
  'in-remediation': 'In remediation',
  resolved: 'Resolved',
  excepted: 'Exception',
  closed: 'Closed',
};

interface EventRecord {
  /** As a button says it. */
  label: string;
  /** As a list of what happened says it. */
  done: string;
  /** The states in which it can happen, and the one that it leads to; null: it stays. */
  from: readonly FindingState[];
  to: FindingState | null;
  /** Those who may say it. */
  roles: readonly Role[];
  /** Whether it names a day until which it holds. */
  until: boolean;
}

const ALIVE = ['open', 'in-remediation', 'excepted'] as const;

/** Every event with when it can happen and who says it: those who mend, those who test again, and the report's owner. */
export const FINDING_EVENT_RULES: Record<FindingEventKind, EventRecord> = {
  started: {
    label: 'Start',
    done: 'started',
    from: ['open', 'excepted'],
    to: 'in-remediation',
    roles: ['data_owner', 'tester'],
    until: false,
  },
  extended: { label: 'Extend…', done: 'extended', from: ['open', 'in-remediation'], to: null, roles: ['report_owner'], until: true },
  evidence: {
    label: 'Add evidence…',
    done: 'added evidence',
    from: [...ALIVE, 'resolved'],
    to: null,
    roles: ['data_owner', 'tester'],
    until: false,
  },
  resolved: { label: 'Resolved…', done: 'resolved', from: ALIVE, to: 'resolved', roles: ['data_owner', 'tester'], until: false },
  retested: { label: 'Retested…', done: 'retested', from: ['resolved'], to: null, roles: ['tester', 'test_executive'], until: false },
  closed: { label: 'Close…', done: 'closed', from: ['resolved'], to: 'closed', roles: ['report_owner'], until: false },
  reopened: {
    label: 'Reopen…',
    done: 'reopened',
    from: ['resolved', 'closed'],
    to: 'open',
    roles: ['report_owner', 'test_executive'],
    until: false,
  },
  excepted: {
    label: 'Exception…',
    done: 'made an exception',
    from: ['open', 'in-remediation'],
    to: 'excepted',
    roles: ['report_owner'],
    until: true,
  },
};

/** One thing that happened to a finding. */
export interface FindingEvent {
  kind: FindingEventKind;
  /** Day until which it holds, as an ISO date; null where the kind names none. */
  until: string | null;
  /** Handle of whoever said it. */
  by: string;
}

export interface FindingStanding {
  state: FindingState;
  /** Day by which it is to be mended, as an ISO date; null where none was said. */
  due: string | null;
  /** Handle of whoever resolved it last; null where nobody has since it was opened. */
  resolvedBy: string | null;
}

/**
 * Where a finding stands on a day by everything that happened to it, the oldest first. An exception that has run out counts as open again.
 * @param due the day that the observation says
 */
export function findingStanding(events: readonly FindingEvent[], due: string | null, today: string): FindingStanding {
  let standing: FindingStanding & { exceptedUntil: string | null } = { state: 'open', due, resolvedBy: null, exceptedUntil: null };
  for (const { kind, until, by } of events) {
    const { to } = FINDING_EVENT_RULES[kind];
    const state = to ?? standing.state;
    switch (kind) {
      case 'extended':
        standing = { ...standing, due: until };
        break;
      case 'excepted':
        standing = { ...standing, state, exceptedUntil: until };
        break;
      case 'resolved':
        standing = { ...standing, state, resolvedBy: by };
        break;
      case 'reopened':
        standing = { ...standing, state, resolvedBy: null };
        break;
      case 'started':
      case 'evidence':
      case 'retested':
      case 'closed':
        standing = { ...standing, state };
        break;
      default:
        return assertNever(kind);
    }
  }
  const { exceptedUntil, ...told } = standing;
  const hasRunOut = told.state === 'excepted' && exceptedUntil !== null && exceptedUntil < today;
  return hasRunOut ? { ...told, state: 'open' } : told;
}

/** The events that somebody may add to a finding as it stands, in the roles that they hold for it. */
export function possibleEvents(standing: FindingStanding, roles: readonly Role[], userId: string): FindingEventKind[] {
  return FINDING_EVENTS.filter((kind) => {
    const rule = FINDING_EVENT_RULES[kind];
    if (!rule.from.includes(standing.state) || !rule.roles.some((role) => roles.includes(role))) return false;
    // Nobody closes what they say that they have mended.
    return kind !== 'closed' || standing.resolvedBy !== userId;
  });
}

/** Whether a finding was there in an earlier cycle, by where it stood when the observations of the next were made. */
export function recurrenceOf(state: FindingState): 'still-open' | 'returned' {
  return state === 'closed' ? 'returned' : 'still-open';
}
