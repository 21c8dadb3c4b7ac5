/** What people say of items: reviewers, and those of whom an item names. */
export const VERDICTS = ['accepted', 'rejected', 'acknowledged', 'declined'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The verdicts of a reviewer. */
export type ReviewVerdict = Extract<Verdict, 'accepted' | 'rejected'>;

/** Verdicts that say no, and therefore why. */
export const TURNING_DOWN: readonly Verdict[] = ['rejected', 'declined'];
