import { queryOptions, useQuery } from '@tanstack/react-query';
import type { VersionSummary } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';
import { summaryKey } from './first-queries';

/** Key and fetcher of the query for a version's summary. */
const versionSummaryOptions = (versionId: string) =>
  queryOptions({
    queryKey: summaryKey(versionId),
    queryFn: ({ signal }) => fetchJson<VersionSummary>(`/api/versions/${versionId}/summary`, { signal }),
  });

/** What a version holds, in sections that open filtered grids; and its facts. */
export function useVersionSummary(versionId: string | null) {
  return useQuery({ ...versionSummaryOptions(versionId ?? ''), enabled: versionId !== null });
}
