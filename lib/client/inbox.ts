import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { InboxPage, InboxRow } from '#contract/views/work-views';
import { fetchJson, withParameters } from './fetch-json';
import { type InboxRequest, inboxKey } from './first-queries';

const INBOX_MS = 5_000;

/** Key and fetcher of the query for a tab of the inbox, page by page; it polls. */
export const inboxOptions = (request: InboxRequest) =>
  infiniteQueryOptions({
    queryKey: inboxKey(request),
    queryFn: ({ pageParam, signal }) =>
      fetchJson<InboxPage>(
        withParameters('/api/inbox', {
          tab: request.tab,
          reportId: request.reportId,
          phase: request.phase,
          due: request.due,
          sort: request.sort,
          limit: request.limit,
          after: pageParam,
        }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: INBOX_MS,
  });

/** One tab of the inbox, live; `counts` of all four tabs come with every page. */
export function useInbox(request: InboxRequest) {
  return useInfiniteQuery(inboxOptions(request));
}

/** The rows of all pages loaded so far. */
export function inboxRowsOf(pages: readonly InboxPage[] | undefined): InboxRow[] {
  return (pages ?? []).flatMap((page) => page.rows);
}
