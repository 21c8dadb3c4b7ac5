import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { FIRST_INBOX, INBOX_REPORTS_KEY, inboxCountKey, inboxKey } from '#client/first-queries';
import { InboxScreen } from '#components/inbox/inbox-screen';
import { inboxQuery } from '#contract/read-inputs';
import { INBOX_TABS } from '#contract/views/work-views';
import { readInbox } from '#data/desk/inbox.queries';
import { countInbox, readInboxReports } from '#data/desk/inbox-counts.queries';
import { dependencies } from '#server/dependencies';
import { firstData, firstPage } from '#server/first-data';
import { openWithDefaultView } from '#server/opening-view';
import { requireSubject } from '#server/page';
import { sendBulkDecision } from '../../actions/send-bulk-decision';

export const metadata: Metadata = { title: 'Inbox' };

/** The inbox. Without a view in the address it opens with the person's default view, where there is one. */
export default async function InboxPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const subject = await requireSubject('/inbox');
  const plain = Object.keys(await searchParams).length === 0;
  if (plain) await openWithDefaultView('inbox', subject.userId);
  const { db } = dependencies();
  const [rows, counts, reports] = await Promise.all([
    plain ? readInbox(db, subject, inboxQuery.parse({ tab: FIRST_INBOX.tab, sort: FIRST_INBOX.sort })) : null,
    Promise.all(INBOX_TABS.map(async (tab) => [inboxCountKey(tab), await countInbox(db, subject, tab)] as const)),
    readInboxReports(db, subject),
  ]);
  const state = firstData(...counts, [INBOX_REPORTS_KEY, reports], ...(rows ? [[inboxKey(FIRST_INBOX), firstPage(rows)] as const] : []));
  return (
    <HydrationBoundary state={state}>
      <InboxScreen roles={[...new Set(subject.roles.map((held) => held.role))]} sendBulkDecision={sendBulkDecision} />
    </HydrationBoundary>
  );
}
