import type { VersionInView } from '#contract/signals';

/** The version in force of a phase and the one in the making, where there are any; as the queries of a run answer them. */
export function versionsInView(
  phase: string,
  chain: { approvedVersion: { id: string; number: number } | null; openVersion: { id: string; number: number; status: string } | null },
): VersionInView[] {
  const { approvedVersion: approved, openVersion: open } = chain;
  return [
    ...(approved ? [{ phase, versionId: approved.id, number: approved.number, status: 'approved' }] : []),
    ...(open ? [{ phase, versionId: open.id, number: open.number, status: open.status }] : []),
  ];
}

/** The versions in view that wait for a decision. */
export function pendingOf(versions: readonly VersionInView[]): VersionInView[] {
  return versions.filter((version) => version.status === 'pending_approval');
}
