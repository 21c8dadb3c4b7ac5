import { queryOptions, useQuery } from '@tanstack/react-query';
import type { NameablePeople } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for those who may be named in a version. */
const nameablePeopleOptions = (versionId: string) =>
  queryOptions({
    queryKey: ['version', versionId, 'people'],
    queryFn: ({ signal }) => fetchJson<NameablePeople>(`/api/versions/${versionId}/people`, { signal }),
  });

/** Whom the reader may name in the items of a version that they record in; null: they record in none. */
export function useNameablePeople(versionId: string | null) {
  return useQuery({ ...nameablePeopleOptions(versionId ?? ''), enabled: versionId !== null });
}
