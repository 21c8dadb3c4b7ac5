import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SavedViewPage, SavedViewView } from '#contract/views/saved-views';
import { fetchJson, withParameters } from './fetch-json';

/** Key and fetcher of the query for a person's own views of a page. */
const savedViewsOptions = <P extends SavedViewPage>(page: P) =>
  queryOptions({
    queryKey: ['saved-views', page],
    queryFn: ({ signal }) => fetchJson<SavedViewView<P>[]>(withParameters('/api/views', { page }), { signal }),
    staleTime: 60_000,
  });

/** One's own views of a page. */
export function useSavedViews<P extends SavedViewPage>(page: P) {
  return useQuery(savedViewsOptions(page));
}
