import type { Metadata } from 'next';
import { GlossaryList } from '#components/shell/glossary-list';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Glossary' };

/** What the words of the pages mean; it tells nothing of any report. */
export default async function GlossaryPage() {
  await requireSubject('/glossary');
  return <GlossaryList />;
}
