'use client';
import { useReport } from '#client/report';
import { useVersion } from '#client/version';
import type { VersionView } from '#contract/views/version-views';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';

export type WorkspaceVersion =
  | { kind: 'loading' }
  | { kind: 'failed'; error: Error; retry: () => void }
  /** There is no version to show, and why. */
  | { kind: 'none'; title: string; why: string }
  | { kind: 'found'; version: VersionView };

/** Finds a phase's version by number, or its newest, through the report's board and the chain's list of versions. */
export function useWorkspaceVersion(cycleReportId: string, phase: PhaseName, number: number | null): WorkspaceVersion {
  const report = useReport(cycleReportId);
  const tile = report.data?.tiles.find((each) => each.phase === phase);
  const newest = useVersion(tile?.current?.id ?? tile?.approved?.id ?? null);
  const listed = number === null ? newest.data?.id : newest.data?.versions.find((each) => each.number === number)?.id;
  const wanted = useVersion(listed ?? null);
  const error = report.error ?? newest.error ?? wanted.error;
  if (error) {
    const retry = (): void => {
      void report.refetch();
      void newest.refetch();
      void wanted.refetch();
    };
    return { kind: 'failed', error, retry };
  }
  if (!report.data) return { kind: 'loading' };
  if (!tile || tile.state === 'not_in_plan')
    return { kind: 'none', title: `${PHASE_LABELS[phase]} is not part of this plan`, why: 'The plan of this report goes without it.' };
  if (!tile.current && !tile.approved)
    return {
      kind: 'none',
      title: `${PHASE_LABELS[phase]} has not opened yet`,
      why: tile.blocker ?? 'It opens when the phases before it are approved.',
    };
  if (newest.data && listed === undefined)
    return {
      kind: 'none',
      title: `There is no version ${number}`,
      why: `${PHASE_LABELS[phase]} has versions 1 to ${newest.data.versions.length}.`,
    };
  return wanted.data ? { kind: 'found', version: wanted.data } : { kind: 'loading' };
}
