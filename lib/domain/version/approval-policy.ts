import type { Role } from '../people/roles';
import type { Decision } from './commands';

export const APPROVAL_MODES = ['self', 'review', 'recorded', 'signoff'] as const;
export type ApprovalMode = (typeof APPROVAL_MODES)[number];

/** How a phase's versions are decided (domain.md, "Approval policies"). A running report keeps the one it started with. */
export interface ApprovalPolicy {
  mode: ApprovalMode;
  /** `review`: how many different people must approve; 1 or more. */
  requiredCount: number;
  /** `review`: the role that decides; `signoff`: one person for each. */
  roles: readonly Role[];
  /** `signoff`: the recipe of the document that is signed along with the version; left out where none is made. */
  rendition?: string;
  /** `review` by several: for how many days of 24 hours an approval counts, 1 or more; left out: for as long as the version waits. */
  approvalsHoldDays?: number;
}

/** One applied decision on one version. */
export interface CastDecision {
  actorId: string;
  role: Role;
  decision: Decision;
  /** When it was applied: the instant of its receipt, ISO 8601 to the microsecond. */
  at: string;
  /** Whom a delegate decided for. */
  onBehalfOfId?: string | null;
}

/** What the policy says after the decisions cast so far. */
export type ApprovalOutcome =
  | { kind: 'waiting'; have: number; need: number; missingRoles: readonly Role[] }
  | { kind: 'approved' }
  | { kind: 'changes_requested' }
  | { kind: 'rejected' };
