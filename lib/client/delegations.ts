import { queryOptions, useQuery } from '@tanstack/react-query';
import type { DelegationsView } from '#contract/views/desk-views';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for roles lent and received. */
const delegationsOptions = () =>
  queryOptions({
    queryKey: ['delegations'],
    queryFn: ({ signal }) => fetchJson<DelegationsView>('/api/delegations', { signal }),
  });

/** Roles lent and received, and what may be lent to whom. */
export function useDelegations() {
  return useQuery(delegationsOptions());
}
