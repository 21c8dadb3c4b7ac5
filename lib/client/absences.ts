import { queryOptions, useQuery } from '@tanstack/react-query';
import type { AbsencesView } from '#contract/views/desk-views';
import { fetchJson } from './fetch-json';

/** How often it is asked who is away, in ms: it changes by the day. */
const ABSENCES_MS = 300_000;

/** Key and fetcher of the query for who is away. */
const absencesOptions = () =>
  queryOptions({
    queryKey: ['absences'],
    queryFn: ({ signal }) => fetchJson<AbsencesView>('/api/absences', { signal }),
    staleTime: ABSENCES_MS,
    refetchInterval: ABSENCES_MS,
  });

/** Who is away, with those who decide for them. */
export function useAbsences() {
  return useQuery(absencesOptions());
}
