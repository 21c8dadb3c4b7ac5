import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { SearchView } from '#contract/views/search-view';
import { fetchJson, withParameters } from './fetch-json';

/** Key and fetcher of the query for what the palette finds. */
const searchOptions = (request: { text: string; at: string }) =>
  queryOptions({
    queryKey: ['search', request],
    queryFn: ({ signal }) => fetchJson<SearchView>(withParameters('/api/search', { q: request.text, at: request.at }), { signal }),
    // What was found stays in sight while the next letters are looked for.
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

/** What the palette goes to, searched by the server in what this person may see. */
export function useSearch(request: { text: string; at: string }) {
  return useQuery(searchOptions(request));
}
