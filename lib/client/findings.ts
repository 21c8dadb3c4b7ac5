import { queryOptions, useQuery } from '@tanstack/react-query';
import type { FindingsView } from '#contract/views/finding-views';
import { fetchJson } from './fetch-json';

/** Under which the life of a version's findings is kept. */
export const findingsKey = (versionId: string) => ['version', versionId, 'findings'] as const;

const findingsOptions = (versionId: string) =>
  queryOptions({
    queryKey: findingsKey(versionId),
    queryFn: ({ signal }) => fetchJson<FindingsView>(`/api/versions/${versionId}/findings`, { signal }),
  });

/** What approved observations of a version's chain came to since. */
export function useFindings(versionId: string) {
  return useQuery(findingsOptions(versionId));
}
