'use client';

import { useState } from 'react';
import { useReport } from '#client/report';
import { RequestFailed } from '#client/request-failed';
import { useVersion } from '#client/version';
import type { VersionView } from '#contract/views/version-views';
import type { PhaseTile } from '#contract/views/work-views';
import { type ChainAddress, chainInWords, chainKey } from '#domain/phase/chain-address';

export type VersionAt =
  | { state: 'loading' }
  /** It does not exist or may not be seen: which of the two is nobody's to know. */
  | { state: 'hidden' }
  /** The report may be seen, and there is no such version in it: why. */
  | { state: 'none'; title: string; why: string }
  | { state: 'failed'; message: string; retry: () => void }
  | { state: 'found'; version: VersionView };

interface VersionAtRequest {
  address: ChainAddress;
  /** null: the version to work on, which is the open one, else the approved one, else the last. */
  number: number | null;
  /**
   * Whether the version found first stays, whatever becomes current meanwhile: a decision opens a new draft, and the page
   * goes on showing what was decided. Otherwise the page follows to the new draft.
   */
  stays?: boolean;
}

/**
 * Finds the version that a page's address names, through the board of the report and the chain's list of versions. What
 * was read once stays in sight while reading it again fails, unless the person may no longer see it.
 */
export function useVersionAt({ address, number, stays = false }: VersionAtRequest): VersionAt {
  const asked = `${chainKey(address)} ${number}`;
  const [held, setHeld] = useState<{ asked: string; id: string } | null>(null);
  const report = useReport(address.cycleReportId);
  const tile = report.data?.tiles.find((each) => chainKey(each) === chainKey(address));
  const current = tile?.current ?? tile?.newest ?? null;
  const known = useVersion(current?.id ?? null);
  const found = number === null ? current?.id : known.data?.versions.find((each) => each.number === number)?.id;
  const wanted = stays && held?.asked === asked ? held.id : found;
  if (stays && wanted !== undefined && held?.asked !== asked) setHeld({ asked, id: wanted });
  const version = useVersion(wanted ?? null);
  const [last, setLast] = useState<{ asked: string; version: VersionView } | null>(null);
  if (version.data && last?.version !== version.data) setLast({ asked, version: version.data });

  const failure = version.error ?? report.error ?? known.error;
  if (failure instanceof RequestFailed && failure.code === 'not_found') return { state: 'hidden' };
  if (version.data) return { state: 'found', version: version.data };
  // While the page follows to the next version, the one before stays in sight.
  if (!failure && version.isFetching && last?.asked === asked) return { state: 'found', version: last.version };
  if (failure) {
    const retry = (): void => {
      void report.refetch();
      void known.refetch();
      void version.refetch();
    };
    return { state: 'failed', message: failure.message, retry };
  }
  if (report.data && !current) return { state: 'none', ...whyNoVersion(address, tile) };
  if (known.data && wanted === undefined) {
    const why = `${chainInWords(address)} has versions 1 to ${known.data.versions.length}.`;
    return { state: 'none', title: `There is no version ${number}`, why };
  }
  return { state: 'loading' };
}

/** Says why a chain has no version; an instance that nobody opened has no tile. */
function whyNoVersion(address: ChainAddress, tile: PhaseTile | undefined): { title: string; why: string } {
  const name = chainInWords(address);
  if (!tile) return { title: `There is no ${name}`, why: 'This report has no part of that name.' };
  if (tile.state === 'not_in_plan') return { title: `${name} is not part of this plan`, why: 'The plan of this report goes without it.' };
  return { title: `${name} has not opened yet`, why: tile.blocker ?? 'It opens when the phases before it are approved.' };
}
