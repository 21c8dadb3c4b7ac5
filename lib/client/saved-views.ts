import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SavedViewView } from '#contract/views/desk-views';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for a person's own views of the inbox. */
const savedViewsOptions = () =>
  queryOptions({
    queryKey: ['saved-views'],
    queryFn: ({ signal }) => fetchJson<SavedViewView[]>('/api/views', { signal }),
    staleTime: 60_000,
  });

/** One's own views of the inbox. */
export function useSavedViews() {
  return useQuery(savedViewsOptions());
}
