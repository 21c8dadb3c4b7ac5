/** What people say of items: reviewers, those of whom an item names, and those who answer a version that is pending. */
export const VERDICTS = ['accepted', 'rejected', 'acknowledged', 'declined', 'needs_revision', 'agreed', 'disputed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Verdicts that say no, and therefore why. */
export const TURNING_DOWN: readonly Verdict[] = ['rejected', 'declined', 'needs_revision', 'disputed'];

/** Verdicts that answer a pending version. They stand beside what its approvers say, and never in its place. */
export const ANSWERS = ['agreed', 'disputed'] as const satisfies readonly Verdict[];

/** What was said of an item, in a word. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  acknowledged: 'Acknowledged',
  declined: 'Declined',
  needs_revision: 'Sent back',
  agreed: 'Agreed',
  disputed: 'Disputed',
};
