import { queryOptions, useQuery } from '@tanstack/react-query';
import type { NoticesView } from '#contract/views/notice-views';
import { fetchJson } from './fetch-json';
import { following } from './live-refresh';
import { unlessTold } from './live-standing';

const LOOKED_FOR_EVERY_MS = 20_000;

/** Key and fetcher of the query for what this person was told. */
const noticesOptions = () =>
  queryOptions({
    queryKey: ['notices'],
    queryFn: ({ signal }) => fetchJson<NoticesView>('/api/notices', { signal }),
    refetchInterval: () => unlessTold(LOOKED_FOR_EVERY_MS),
    meta: following('any', LOOKED_FOR_EVERY_MS),
  });

/** What this person was told, the newest first; looked for again while the page is open. */
export function useNotices() {
  return useQuery(noticesOptions());
}
