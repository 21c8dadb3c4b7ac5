/** What people say of items: reviewers, and those of whom an item names. */
export const VERDICTS = ['accepted', 'rejected', 'acknowledged', 'declined', 'needs_revision'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Verdicts that say no, and therefore why. */
export const TURNING_DOWN: readonly Verdict[] = ['rejected', 'declined', 'needs_revision'];
