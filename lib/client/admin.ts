import { queryOptions, useQuery } from '@tanstack/react-query';
import type { AdminView } from '#contract/views/admin-views';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for what the admin pages show. */
const adminOptions = () =>
  queryOptions({
    queryKey: ['admin'],
    queryFn: ({ signal }) => fetchJson<AdminView>('/api/admin', { signal }),
  });

/** People, lines of business, reports, policies and differences of the installation; for admins. */
export function useAdmin() {
  return useQuery(adminOptions());
}
