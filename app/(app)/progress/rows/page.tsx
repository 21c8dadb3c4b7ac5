import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RowsScreen } from '#components/oversight/rows-screen';
import { rowsFilterIn } from '#contract/progress-inputs';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'What a number counts' };

export default async function ProgressRowsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  await requireSubject('/progress');
  const query = rowsFilterIn(await searchParams);
  if (query === null) notFound();
  return <RowsScreen query={query} />;
}
