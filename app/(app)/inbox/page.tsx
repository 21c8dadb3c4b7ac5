import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { InboxScreen } from '#components/inbox/inbox-screen';
import { readSavedViews } from '#data/desk/saved-views.queries';
import { dependencies } from '#server/dependencies';
import { requireSubject } from '#server/page';
import { sendBulkDecision } from '../../actions/send-bulk-decision';

export const metadata: Metadata = { title: 'Inbox' };

/** The inbox. Without a view in the address it opens with the person's default view, where there is one. */
export default async function InboxPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const subject = await requireSubject('/inbox');
  if (Object.keys(await searchParams).length === 0) {
    const first = (await readSavedViews(dependencies().db, subject.userId)).find((saved) => saved.isDefault);
    if (first) redirect(`/inbox?${addressOf(first.view)}`);
  }
  return <InboxScreen roles={[...new Set(subject.roles.map((held) => held.role))]} sendBulkDecision={sendBulkDecision} />;
}

function addressOf(view: Record<string, string | null>): string {
  const stated = Object.entries(view).filter((entry): entry is [string, string] => entry[1] !== null);
  return new URLSearchParams(stated).toString();
}
