import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { TrailPage, TrailRow } from '#contract/views/work-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { fetchJson, withParameters } from './fetch-json';

export interface TrailRequest {
  cycleReportId?: string | null;
  versionId?: string | null;
  personId?: string | null;
  phase?: PhaseName | null;
  /** ISO days, both included, in UTC. */
  from?: string | null;
  to?: string | null;
  /** Leaves out requests and what the system notes. */
  actsOnly?: boolean;
  limit?: number;
}

/** Key and fetcher of the query for the trail, page by page. */
const trailOptions = (request: TrailRequest = {}) =>
  infiniteQueryOptions({
    queryKey: ['trail', request],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<TrailPage>(
        withParameters('/api/trail', { ...request, actsOnly: request.actsOnly === true ? 'true' : null, after: pageParam }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** The audit trail, newest first, page by page. */
export function useTrail(request: TrailRequest = {}) {
  return useInfiniteQuery(trailOptions(request));
}

/** The rows of all pages loaded so far. */
export function trailRowsOf(pages: readonly TrailPage[] | undefined): TrailRow[] {
  return (pages ?? []).flatMap((page) => page.rows);
}
