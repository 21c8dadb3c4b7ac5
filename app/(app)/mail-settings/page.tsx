import type { Metadata } from 'next';
import { MailSettings } from '#components/shell/mail-settings';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Mail settings' };

/** What comes to this person by mail, and when. */
export default async function MailSettingsPage() {
  await requireSubject('/mail-settings');
  return <MailSettings />;
}
