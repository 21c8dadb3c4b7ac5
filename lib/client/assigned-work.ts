import { queryOptions, useQuery } from '@tanstack/react-query';
import type { AssignedWorkView } from '#contract/views/admin-views';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for what rests on a person. */
const assignedWorkOptions = (userId: string) =>
  queryOptions({
    queryKey: ['admin', 'assigned-work', userId],
    queryFn: ({ signal }) => fetchJson<AssignedWorkView>(`/api/admin/users/${userId}/work`, { signal }),
    staleTime: 0,
  });

/** What rests on a person: reports they test and reports they own; for admins. */
export function useAssignedWork(userId: string) {
  return useQuery(assignedWorkOptions(userId));
}
