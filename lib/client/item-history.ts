import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ItemHistoryEntry } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for an item's history. */
const itemHistoryOptions = (versionId: string, key: string) =>
  queryOptions({
    queryKey: ['version', versionId, 'history', key],
    queryFn: ({ signal }) =>
      fetchJson<ItemHistoryEntry[]>(`/api/versions/${versionId}/items/${encodeURIComponent(key)}/history`, { signal }),
  });

/** What each version up to one did to an item or fact, newest first; also of one that is no longer there. */
export function useItemHistory(versionId: string, key: string) {
  return useQuery(itemHistoryOptions(versionId, key));
}
