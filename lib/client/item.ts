import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ItemDetail } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';

/** Key and fetcher of the query for one item. */
const itemOptions = (versionId: string, key: string) =>
  queryOptions({
    queryKey: ['version', versionId, 'item', key],
    queryFn: ({ signal }) => fetchJson<ItemDetail>(`/api/versions/${versionId}/items/${encodeURIComponent(key)}`, { signal }),
  });

/** One item with its history over versions and its comments. */
export function useItem(versionId: string | null, key: string | null) {
  return useQuery({ ...itemOptions(versionId ?? '', key ?? ''), enabled: versionId !== null && key !== null });
}
