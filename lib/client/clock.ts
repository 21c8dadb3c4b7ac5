import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ClockView } from '#contract/views/clock-view';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for the clock of a phase. */
const clockOptions = (chainId: string) =>
  queryOptions({
    queryKey: ['clock', chainId],
    queryFn: ({ signal }) => fetchJson<ClockView>(`/api/chains/${chainId}/clock`, { signal }),
    staleTime: 10_000,
  });

/** The clock of a phase with the computation of its due date; asked for when somebody looks. */
export function useClock(chainId: string) {
  return useQuery(clockOptions(chainId));
}
