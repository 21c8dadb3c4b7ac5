import { queryOptions, useQuery } from '@tanstack/react-query';
import type { GateList } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';
import { gatesKey } from './first-queries';

/** Key and fetcher of the query for a version's gates. */
const gatesOptions = (versionId: string) =>
  queryOptions({
    queryKey: gatesKey(versionId),
    queryFn: ({ signal }) => fetchJson<GateList>(`/api/versions/${versionId}/gates`, { signal }),
  });

/** What still blocks submission, by name. Changes with every edit: invalidated by them, not polled. */
export function useGates(versionId: string | null) {
  return useQuery({ ...gatesOptions(versionId ?? ''), enabled: versionId !== null });
}
