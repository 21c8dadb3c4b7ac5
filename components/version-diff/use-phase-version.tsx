'use client';

import { useReport } from '#client/report';
import { useVersion } from '#client/version';
import type { VersionView } from '#contract/views/version-views';
import type { PhaseName } from '#domain/phases/phase-names';

export type PhaseVersion = { state: 'loading' } | { state: 'missing' } | { state: 'failed'; message: string; retry: () => void } | { state: 'ready'; version: VersionView };

/**
 * The version that an address names: number `n` of a phase of a report, or its current one where no number is given.
 * What does not exist and what may not be seen are both `missing`.
 */
export function usePhaseVersion(cycleReportId: string, phase: PhaseName, number: number | null): PhaseVersion {
  const report = useReport(cycleReportId);
  const current = report.data?.tiles.find((tile) => tile.phase === phase)?.current ?? null;
  const newest = useVersion(current?.id ?? null);
  const wanted = number === null ? current?.id : newest.data?.versions.find((version) => version.number === number)?.id;
  const version = useVersion(wanted ?? null);
  const failure = report.error ?? newest.error ?? version.error;
  if (failure) {
    if ('code' in failure && failure.code === 'not_found') return { state: 'missing' };
    const retry = () => {
      void report.refetch();
      void newest.refetch();
      void version.refetch();
    };
    return { state: 'failed', message: failure.message, retry };
  }
  if (report.data && !current) return { state: 'missing' };
  if (newest.data && !wanted) return { state: 'missing' };
  return version.data ? { state: 'ready', version: version.data } : { state: 'loading' };
}
