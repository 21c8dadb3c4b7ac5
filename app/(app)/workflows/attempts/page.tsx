import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AttemptsScreen } from '#components/workflows/attempts-screen';
import { attemptsAskedIn } from '#contract/tracking-inputs';
import { requireSeeingRuns } from '#server/workflow-pages';

export const metadata: Metadata = { title: 'Attempts' };

export default async function AttemptsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  await requireSeeingRuns('/workflows/figures');
  const asked = attemptsAskedIn(await searchParams);
  if (asked === null) notFound();
  return <AttemptsScreen asked={asked} />;
}
