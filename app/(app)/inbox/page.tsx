import type { Metadata } from 'next';
import { InboxScreen } from '#components/inbox/inbox-screen';
import { requireSubject } from '#server/page';
import { sendBulkDecision } from '../../actions/send-bulk-decision';

export const metadata: Metadata = { title: 'Inbox' };

export default async function InboxPage() {
  await requireSubject('/inbox');
  return <InboxScreen sendBulkDecision={sendBulkDecision} />;
}
