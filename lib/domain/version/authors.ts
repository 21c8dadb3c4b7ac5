import { type VersionStatus, wasEverApproved } from './version-status';

/** A version of a chain with everybody who had a hand in it. */
export interface AuthoredVersion {
  number: number;
  status: VersionStatus;
  authorIds: readonly string[];
}

/**
 * Answers everybody who had a hand in a chain since its last approved version: none of them may approve what they made, and
 * withdrawing and submitting again launders nobody. Source: domain.md, "People". The database answers it
 * (`authorsSinceApprovalSql` of lib/data); a data test holds the two together.
 * @param upTo a version's number: who had a hand in it since the approval before it; null: since the latest approval
 */
export function authorsSinceApproval(versions: readonly AuthoredVersion[], upTo: number | null = null): Set<string> {
  const approved = versions.filter(({ status, number }) => wasEverApproved(status) && (upTo === null || number < upTo));
  const since = Math.max(0, ...approved.map(({ number }) => number));
  const made = versions.filter(({ number }) => number > since && (upTo === null || number <= upTo));
  return new Set(made.flatMap(({ authorIds }) => authorIds));
}
