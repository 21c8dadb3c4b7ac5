import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { InboxPage, InboxRow, InboxTab } from '#contract/views/work-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { fetchJson, withParameters } from './fetch-json';
import { inboxKey } from './first-queries';

const INBOX_MS = 5_000;

export interface InboxRequest {
  tab: InboxTab;
  reportId?: string | null;
  phase?: PhaseName | null;
  due?: InboxRow['due'] | null;
  sort?: 'due' | 'since' | 'report' | null;
  limit?: number;
}

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
