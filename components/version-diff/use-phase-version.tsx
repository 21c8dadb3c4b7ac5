'use client';

import { useState } from 'react';
import { useReport } from '#client/report';
import { useVersion } from '#client/version';
import type { VersionView } from '#contract/views/version-views';
import type { PhaseName } from '#domain/phase/phase-names';

export type PhaseVersion =
  | { state: 'loading' }
  | { state: 'missing' }
  | { state: 'failed'; message: string; retry: () => void }
  | { state: 'ready'; version: VersionView };

/**
 * The version that an address names: number `n` of a phase of a report, or its current one where no number is given.
 * Once found it stays, whatever becomes current meanwhile: a decision opens a new draft, and the page goes on showing what
 * was decided. What does not exist and what may not be seen are both `missing`.
 */
export function usePhaseVersion(cycleReportId: string, phase: PhaseName, number: number | null): PhaseVersion {
  const address = `${cycleReportId} ${phase} ${number}`;
  const [held, setHeld] = useState<{ address: string; id: string } | null>(null);
  const report = useReport(cycleReportId);
  const current = report.data?.tiles.find((tile) => tile.phase === phase)?.current ?? null;
  const newest = useVersion(current?.id ?? null);
  const found = number === null ? current?.id : newest.data?.versions.find((version) => version.number === number)?.id;
  const wanted = held?.address === address ? held.id : found;
  if (wanted !== undefined && held?.address !== address) setHeld({ address, id: wanted });
  const version = useVersion(wanted ?? null);
  if (version.data) return { state: 'ready', version: version.data };

  const failure = version.error ?? report.error ?? newest.error;
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
  if (newest.data && wanted === undefined) return { state: 'missing' };
  return { state: 'loading' };
}
