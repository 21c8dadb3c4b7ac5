import type { RefusalCode } from '../refusals';
import type { Role } from './roles';

/** What somebody can be named as in a report: who prepares it, or one of those who decide on it. */
export type NamedAs = 'tester' | 'owner' | 'delegate' | 'executive';

/** How somebody stands to a report that is not closed. */
export interface Involvement {
  /** They are named as its tester. */
  tests: boolean;
  /** They had a hand in a version of it that waits for a decision. */
  hadAHand: boolean;
  /** They own it, are an executive of it, or have been lent the role of somebody who decides on it. */
  decides: boolean;
}

/** Roles that have a say in a report by being held for it, rather than by being named on it. */
export const EXECUTIVE_ROLES = ['test_executive', 'report_executive'] as const satisfies readonly Role[];

/**
 * Why somebody may not be named in a report, or null: nobody both prepares it and decides on it, in whichever order and by whichever
 * way they come to be named. Source: domain.md, "People".
 */
export function refuseNaming(as: NamedAs, { tests, hadAHand, decides }: Involvement): RefusalCode | null {
  if (as === 'tester') return decides ? 'tester_not_independent' : null;
  return tests || hadAHand ? 'delegate_not_independent' : null;
}
