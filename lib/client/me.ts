import { queryOptions, useQuery } from '@tanstack/react-query';
import type { MeView } from '#contract/views/me-view';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for who is signed in. */
export const meOptions = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => fetchJson<MeView>('/api/me', { signal }),
    staleTime: 60_000,
  });

/** Who is signed in. */
export function useMe() {
  return useQuery(meOptions());
}
