/** Every status a version can have. Source: domain.md, "A version's life". The database enum is checked against this list. */
export const VERSION_STATUSES = [
  'draft',
  'pending_approval',
  'approved',
  'superseded',
  'changes_requested',
  'rejected',
  'withdrawn',
  'discarded',
] as const;

export type VersionStatus = (typeof VERSION_STATUSES)[number];

/** The moves of status that exist. The database trigger `permitted_moves` refuses every other; a data test holds this table against it. */
const VERSION_MOVES: Record<VersionStatus, readonly VersionStatus[]> = {
  draft: ['pending_approval', 'discarded'],
  pending_approval: ['approved', 'changes_requested', 'rejected', 'withdrawn'],
  approved: ['superseded'],
  superseded: [],
  changes_requested: [],
  rejected: [],
  withdrawn: [],
  discarded: [],
};

/** Whether a version may move from one status to another. */
export function mayMove(from: VersionStatus, to: VersionStatus): boolean {
  return VERSION_MOVES[from].includes(to);
}

/** The statuses of an open version: a chain has at most one that is a draft or waits for a decision. */
export const OPEN_STATUSES = ['draft', 'pending_approval'] as const satisfies readonly VersionStatus[];

/** The statuses of a version that has been approved: it is the approved one still, or another took its place since. */
export const EVER_APPROVED_STATUSES = ['approved', 'superseded'] as const satisfies readonly VersionStatus[];

/** The status of the approved version, of which a chain has at most one. */
export const APPROVED_STATUS = 'approved' satisfies VersionStatus;
/** A version that waits for its approvers. */
export const PENDING_STATUS = 'pending_approval' satisfies VersionStatus;

/** Open versions are the ones of which a chain has at most one: a draft or a pending version. */
export function isOpen(status: VersionStatus): boolean {
  return (OPEN_STATUSES as readonly VersionStatus[]).includes(status);
}

/** Whether a version is approved, or was until a later one took its place. */
export function wasEverApproved(status: VersionStatus): boolean {
  return (EVER_APPROVED_STATUSES as readonly VersionStatus[]).includes(status);
}

/** Whether a version is its chain's approved one, on which other phases build. */
export function isApproved(status: VersionStatus): boolean {
  return status === APPROVED_STATUS;
}

/** A version's content is frozen once it has left `draft`. */
export function isFrozen(status: VersionStatus): boolean {
  return status !== 'draft';
}

export const VERSION_STATUS_LABELS: Record<VersionStatus, string> = {
  draft: 'Draft',
  pending_approval: 'Waiting for approval',
  approved: 'Approved',
  superseded: 'Superseded',
  changes_requested: 'Changes requested',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  discarded: 'Discarded',
};
