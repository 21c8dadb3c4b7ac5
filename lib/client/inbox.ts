import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { INBOX_TABS, type InboxPage, type InboxReport, type InboxRow, type InboxTab } from '#contract/views/work-views';
import { fetchJson, withParameters } from './fetch-json';
import { INBOX_REPORTS_KEY, type InboxRequest, inboxCountKey, inboxKey } from './first-queries';
import { following } from './live-refresh';
import { unlessTold } from './live-standing';

const INBOX_MS = 5_000;
/** Counting asks more of the server than the rows that one looks at. */
const COUNT_MS = 20_000;
const REPORTS_MS = 5 * 60_000;

/** Key and fetcher of the query for a tab of the inbox, page by page; it follows what changes, or polls. */
const inboxOptions = (request: InboxRequest) =>
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
    refetchInterval: () => unlessTold(INBOX_MS),
    meta: following('any', INBOX_MS),
  });

/** One tab of the inbox, live. */
export function useInbox(request: InboxRequest) {
  return useInfiniteQuery(inboxOptions(request));
}

/** Key and fetcher of the query for how much stands in a tab of the inbox. What waits for somebody is followed, because every page shows it. */
const inboxCountOptions = (tab: InboxTab) =>
  queryOptions({
    queryKey: inboxCountKey(tab),
    queryFn: ({ signal }) => fetchJson<number>(withParameters('/api/inbox/count', { tab }), { signal }),
    staleTime: COUNT_MS,
    ...(tab === 'waiting' ? { refetchInterval: () => unlessTold(COUNT_MS), meta: following('any', COUNT_MS) } : {}),
  });

/** How much waits for this person, live; for whoever has an inbox. */
export function useWaitingCount(hasInbox: boolean) {
  return useQuery({ ...inboxCountOptions('waiting'), enabled: hasInbox });
}

/** How much stands in each tab of the inbox; undefined until known. */
export function useInboxCounts(): Record<InboxTab, number | undefined> {
  const counts = useQueries({ queries: INBOX_TABS.map(inboxCountOptions) });
  return Object.fromEntries(INBOX_TABS.map((tab, index) => [tab, counts[index]?.data])) as Record<InboxTab, number | undefined>;
}

/** Key and fetcher of the query for the reports that the inbox can be narrowed to. */
const inboxReportsOptions = () =>
  queryOptions({
    queryKey: INBOX_REPORTS_KEY,
    queryFn: ({ signal }) => fetchJson<readonly InboxReport[]>('/api/inbox/reports', { signal }),
    staleTime: REPORTS_MS,
  });

/** The reports that the inbox can be narrowed to. */
export function useInboxReports() {
  return useQuery(inboxReportsOptions());
}

/** The rows of all pages loaded so far. */
export function inboxRowsOf(pages: readonly InboxPage[] | undefined): InboxRow[] {
  return (pages ?? []).flatMap((page) => page.rows);
}
