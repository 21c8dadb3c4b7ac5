import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { TrailPage, TrailRow } from '#contract/views/work-views';
import { fetchJson, withParameters } from './fetch-json';
import { type TrailRequest, trailKey } from './first-queries';

const parametersOf = (request: TrailRequest) => ({ ...request, actsOnly: request.actsOnly === true ? 'true' : null });

/** Key and fetcher of the query for the trail, page by page. */
const trailOptions = (request: TrailRequest = {}) =>
  infiniteQueryOptions({
    queryKey: trailKey(request),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<TrailPage>(withParameters('/api/trail', { ...parametersOf(request), after: pageParam }), { signal }),
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

/** Where the same entries are downloaded as CSV; that they were is noted in the trail. */
export function trailCsvAddress(request: TrailRequest): string {
  return withParameters('/api/trail/entries.csv', parametersOf(request));
}
